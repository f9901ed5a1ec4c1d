using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Gathering outcomes: children that fail do not make the gather throw.</content>
public static partial class Asyncio
{
    /// <summary>
    /// Runs coroutines concurrently and collects their outcomes in argument order (asyncio: <c>gather(return_exceptions=True)</c>).
    /// A failed child does not make the gather throw. Canceling the gather does, once all children have completed.
    /// </summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="coroutines">The coroutines.</param>
    /// <returns>A future for the outcomes, in argument order.</returns>
    public static Future<Outcome<T>[]> GatherSettled<T>(params IEnumerable<Coroutine<T>> coroutines) =>
        SettleAll(coroutines, static c => (Awaitable<T>)c);

    /// <summary>Collects the outcomes of tasks and futures. See <see cref="GatherSettled{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="futures">Tasks and futures of one loop.</param>
    /// <returns>A future for the outcomes, in argument order.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<Outcome<T>[]> GatherSettled<T>(params IEnumerable<IFuture<T>> futures) => SettleAll(futures, Awaitable<T>.Of);

    /// <summary>Collects the outcomes of .NET tasks. See <see cref="GatherSettled{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="tasks">The tasks; they may run on any thread. Canceling the gather does not cancel them.</param>
    /// <returns>A future for the outcomes, in argument order.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<Outcome<T>[]> GatherSettled<T>(params IEnumerable<Task<T>> tasks) => SettleAll(tasks, static t => (Awaitable<T>)t);

    /// <summary>Collects the outcomes of value tasks. See <see cref="GatherSettled{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="tasks">The tasks; they are consumed.</param>
    /// <returns>A future for the outcomes, in argument order.</returns>
    public static Future<Outcome<T>[]> GatherSettled<T>(params IEnumerable<ValueTask<T>> tasks) =>
        SettleAll(tasks, static t => (Awaitable<T>)t);

    /// <summary>Collects the outcomes of mixed awaitables. See <see cref="GatherSettled{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="awaitables">Coroutines, futures and tasks.</param>
    /// <returns>A future for the outcomes, in argument order.</returns>
    public static Future<Outcome<T>[]> GatherSettled<T>(params IEnumerable<Awaitable<T>> awaitables) =>
        SettleAll(awaitables, static a => a);

    /// <summary>Calls functions and collects their outcomes. See <see cref="GatherSettled{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="functions">The functions that create the coroutines.</param>
    /// <returns>A future for the outcomes, in argument order.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<Outcome<T>[]> GatherSettled<T>(params IEnumerable<Func<Coroutine<T>>> functions) =>
        SettleAll(functions, static f => (Awaitable<T>)CallFrame<T>.Of(f));

    /// <summary>Calls functions and collects their outcomes. See <see cref="GatherSettled{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="functions">The functions that start the tasks.</param>
    /// <returns>A future for the outcomes, in argument order.</returns>
    public static Future<Outcome<T>[]> GatherSettled<T>(params IEnumerable<Func<Task<T>>> functions) =>
        SettleAll(functions, static f => (Awaitable<T>)CallFrame<T>.Of(f));

    /// <summary>
    /// Collects the outcomes of coroutines without results. See <see cref="GatherSettled{T}(IEnumerable{Coroutine{T}})"/>.
    /// </summary>
    /// <param name="coroutines">The coroutines.</param>
    /// <returns>A future for the outcomes, in argument order.</returns>
    public static Future<Outcome[]> GatherSettled(params IEnumerable<Coroutine> coroutines) =>
        SettleAll(coroutines, static c => (Awaitable)c);

    /// <summary>Collects the outcomes of tasks and futures. See <see cref="GatherSettled{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <param name="futures">Tasks and futures of one loop.</param>
    /// <returns>A future for the outcomes, in argument order.</returns>
    public static Future<Outcome[]> GatherSettled(params IEnumerable<Future> futures) => SettleAll(futures, Awaitable.Of);

    /// <summary>Collects the outcomes of .NET tasks. See <see cref="GatherSettled{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <param name="tasks">The tasks; they may run on any thread. Canceling the gather does not cancel them.</param>
    /// <returns>A future for the outcomes, in argument order.</returns>
    public static Future<Outcome[]> GatherSettled(params IEnumerable<Task> tasks) => SettleAll(tasks, static t => (Awaitable)t);

    /// <summary>Collects the outcomes of value tasks. See <see cref="GatherSettled{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <param name="tasks">The tasks; they are consumed.</param>
    /// <returns>A future for the outcomes, in argument order.</returns>
    public static Future<Outcome[]> GatherSettled(params IEnumerable<ValueTask> tasks) => SettleAll(tasks, static t => (Awaitable)t);

    /// <summary>Collects the outcomes of mixed awaitables. See <see cref="GatherSettled{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <param name="awaitables">Coroutines, futures and tasks.</param>
    /// <returns>A future for the outcomes, in argument order.</returns>
    [OverloadResolutionPriority(-1)]
    public static Future<Outcome[]> GatherSettled(params IEnumerable<Awaitable> awaitables) => SettleAll(awaitables, static a => a);

    /// <summary>Calls functions and collects their outcomes. See <see cref="GatherSettled{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <param name="functions">The functions that create the coroutines.</param>
    /// <returns>A future for the outcomes, in argument order.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<Outcome[]> GatherSettled(params IEnumerable<Func<Coroutine>> functions) =>
        SettleAll(functions, static f => (Awaitable)CallFrame<VoidResult>.Of(f).WithoutResult());

    /// <summary>Calls functions and collects their outcomes. See <see cref="GatherSettled{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <param name="functions">The functions that start the tasks.</param>
    /// <returns>A future for the outcomes, in argument order.</returns>
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
