using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Gather that never throws: how each one ended.</content>
public static partial class Asyncio
{
    /// <summary>
    /// Runs coroutines side by side and tells how each one ended, in argument order (asyncio: <c>gather(return_exceptions=True)</c>).
    /// Children never make it throw; canceling it does, after all of them have ended.
    /// </summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="coroutines">The coroutines.</param>
    public static Future<Outcome<T>[]> GatherSettled<T>(params IEnumerable<Coroutine<T>> coroutines) =>
        SettleAll(coroutines, static c => (Awaitable<T>)c);

    /// <summary>Tells how tasks and futures ended. See <see cref="GatherSettled{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="futures">Tasks and futures of one loop.</param>
    [OverloadResolutionPriority(1)]
    public static Future<Outcome<T>[]> GatherSettled<T>(params IEnumerable<IFuture<T>> futures) => SettleAll(futures, Awaitable<T>.Of);

    /// <summary>Tells how tasks of .NET ended. See <see cref="GatherSettled{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="tasks">The tasks, on whatever thread. Canceling the gather leaves them alone.</param>
    [OverloadResolutionPriority(1)]
    public static Future<Outcome<T>[]> GatherSettled<T>(params IEnumerable<Task<T>> tasks) => SettleAll(tasks, static t => (Awaitable<T>)t);

    /// <summary>Tells how value tasks ended. See <see cref="GatherSettled{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="tasks">The tasks; they are used up.</param>
    public static Future<Outcome<T>[]> GatherSettled<T>(params IEnumerable<ValueTask<T>> tasks) =>
        SettleAll(tasks, static t => (Awaitable<T>)t);

    /// <summary>Tells how different things ended. See <see cref="GatherSettled{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="awaitables">Coroutines, futures and tasks.</param>
    public static Future<Outcome<T>[]> GatherSettled<T>(params IEnumerable<Awaitable<T>> awaitables) =>
        SettleAll(awaitables, static a => a);

    /// <summary>Calls functions and tells how each one ended. See <see cref="GatherSettled{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="functions">Make the coroutines.</param>
    [OverloadResolutionPriority(1)]
    public static Future<Outcome<T>[]> GatherSettled<T>(params IEnumerable<Func<Coroutine<T>>> functions) =>
        SettleAll(functions, static f => (Awaitable<T>)CallFrame<T>.Of(f));

    /// <summary>Calls functions and tells how each one ended. See <see cref="GatherSettled{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="functions">Make the tasks.</param>
    public static Future<Outcome<T>[]> GatherSettled<T>(params IEnumerable<Func<Task<T>>> functions) =>
        SettleAll(functions, static f => (Awaitable<T>)CallFrame<T>.Of(f));

    /// <summary>Tells how coroutines without results ended. See <see cref="GatherSettled{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <param name="coroutines">The coroutines.</param>
    public static Future<Outcome[]> GatherSettled(params IEnumerable<Coroutine> coroutines) =>
        SettleAll(coroutines, static c => (Awaitable)c);

    /// <summary>Tells how tasks and futures ended. See <see cref="GatherSettled{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <param name="futures">Tasks and futures of one loop.</param>
    public static Future<Outcome[]> GatherSettled(params IEnumerable<Future> futures) => SettleAll(futures, Awaitable.Of);

    /// <summary>Tells how tasks of .NET ended. See <see cref="GatherSettled{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <param name="tasks">The tasks, on whatever thread. Canceling the gather leaves them alone.</param>
    public static Future<Outcome[]> GatherSettled(params IEnumerable<Task> tasks) => SettleAll(tasks, static t => (Awaitable)t);

    /// <summary>Tells how value tasks ended. See <see cref="GatherSettled{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <param name="tasks">The tasks; they are used up.</param>
    public static Future<Outcome[]> GatherSettled(params IEnumerable<ValueTask> tasks) => SettleAll(tasks, static t => (Awaitable)t);

    /// <summary>Tells how different things ended. See <see cref="GatherSettled{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <param name="awaitables">Coroutines, futures and tasks.</param>
    [OverloadResolutionPriority(-1)]
    public static Future<Outcome[]> GatherSettled(params IEnumerable<Awaitable> awaitables) => SettleAll(awaitables, static a => a);

    /// <summary>Calls functions and tells how each one ended. See <see cref="GatherSettled{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <param name="functions">Make the coroutines.</param>
    [OverloadResolutionPriority(1)]
    public static Future<Outcome[]> GatherSettled(params IEnumerable<Func<Coroutine>> functions) =>
        SettleAll(functions, static f => (Awaitable)CallFrame<VoidResult>.Of(f).WithoutResult());

    /// <summary>Calls functions and tells how each one ended. See <see cref="GatherSettled{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <param name="functions">Make the tasks.</param>
    public static Future<Outcome[]> GatherSettled(params IEnumerable<Func<Task>> functions) =>
        SettleAll(functions, static f => (Awaitable)CallFrame<VoidResult>.Of(f).WithoutResult());

    private static Future<Outcome<T>[]> SettleAll<TItem, T>(IEnumerable<TItem> items, Func<TItem, Awaitable<T>> read)
    {
        ArgumentNullException.ThrowIfNull(items);
        var gather = new GatherBuilder<Outcome<T>[]>(CombinatorInputs.Count(items), settled: true, CombinatorInputs.Outcomes<T>);
        gather.AddAll(items, read);
        return gather.End();
    }

    private static Future<Outcome[]> SettleAll<TItem>(IEnumerable<TItem> items, Func<TItem, Awaitable> read)
    {
        ArgumentNullException.ThrowIfNull(items);
        var gather = new GatherBuilder<Outcome[]>(CombinatorInputs.Count(items), settled: true, CombinatorInputs.Outcomes);
        gather.AddAll(items, read);
        return gather.End();
    }
}
