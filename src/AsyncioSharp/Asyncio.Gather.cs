using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Gather of a collection: wait for all, take the results in argument order.</content>
public static partial class Asyncio
{
    /// <summary>
    /// Runs coroutines side by side and collects their results in argument order (asyncio: <c>gather</c>). Their tasks are created at the
    /// call, before any await.
    /// </summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="coroutines">The coroutines. None: the future is done at once.</param>
    /// <returns>
    /// A future. The first exception completes it; the other children go on, and are not canceled: <see cref="TaskGroup"/> does that.
    /// Cancelling it, or the task that awaits it, cancels the children.
    /// </returns>
    /// <exception cref="InvalidOperationException">No loop is running, or a coroutine was used already.</exception>
    public static Future<T[]> Gather<T>(params IEnumerable<Coroutine<T>> coroutines) => GatherAll(coroutines, static c => (Awaitable<T>)c);

    /// <summary>
    /// Collects the results of tasks and futures in argument order. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.
    /// </summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="futures">Tasks and futures of one loop.</param>
    /// <exception cref="ArgumentException">One is null or of another loop.</exception>
    [OverloadResolutionPriority(1)]
    public static Future<T[]> Gather<T>(params IEnumerable<IFuture<T>> futures) => GatherAll(futures, Awaitable<T>.Of);

    /// <summary>
    /// Collects the results of tasks of .NET in argument order. Cancelling the gather leaves them alone: it only ends the wait.
    /// See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.
    /// </summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="tasks">The tasks, on whatever thread.</param>
    /// <exception cref="ArgumentException">One is null.</exception>
    [OverloadResolutionPriority(1)]
    public static Future<T[]> Gather<T>(params IEnumerable<Task<T>> tasks) => GatherAll(tasks, static t => (Awaitable<T>)t);

    /// <summary>Collects the results of value tasks. See <see cref="Gather{T}(IEnumerable{Task{T}})"/>.</summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="tasks">The tasks; they are used up.</param>
    public static Future<T[]> Gather<T>(params IEnumerable<ValueTask<T>> tasks) => GatherAll(tasks, static t => (Awaitable<T>)t);

    /// <summary>
    /// Collects the results of different things in argument order. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.
    /// </summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="awaitables">Coroutines, futures and tasks.</param>
    public static Future<T[]> Gather<T>(params IEnumerable<Awaitable<T>> awaitables) => GatherAll(awaitables, static a => a);

    /// <summary>
    /// Calls functions, each in a task of its own, and collects their results. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.
    /// </summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="functions">Make the coroutines.</param>
    [OverloadResolutionPriority(1)]
    public static Future<T[]> Gather<T>(params IEnumerable<Func<Coroutine<T>>> functions) =>
        GatherAll(functions, static f => (Awaitable<T>)CallFrame<T>.Of(f));

    /// <summary>
    /// Calls functions, each in a task of its own, and collects their results. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.
    /// </summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="functions">Make the tasks.</param>
    public static Future<T[]> Gather<T>(params IEnumerable<Func<Task<T>>> functions) =>
        GatherAll(functions, static f => (Awaitable<T>)CallFrame<T>.Of(f));

    /// <summary>Runs coroutines without results side by side. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <param name="coroutines">The coroutines.</param>
    public static Future Gather(params IEnumerable<Coroutine> coroutines) => GatherAll(coroutines, static c => (Awaitable)c);

    /// <summary>Waits for tasks and futures whose results do not matter. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <param name="futures">Tasks and futures of one loop.</param>
    public static Future Gather(params IEnumerable<Future> futures) => GatherAll(futures, Awaitable.Of);

    /// <summary>Waits for tasks of .NET whose results do not matter. See <see cref="Gather{T}(IEnumerable{Task{T}})"/>.</summary>
    /// <param name="tasks">The tasks, on whatever thread.</param>
    public static Future Gather(params IEnumerable<Task> tasks) => GatherAll(tasks, static t => (Awaitable)t);

    /// <summary>Waits for value tasks without results. See <see cref="Gather{T}(IEnumerable{Task{T}})"/>.</summary>
    /// <param name="tasks">The tasks; they are used up.</param>
    public static Future Gather(params IEnumerable<ValueTask> tasks) => GatherAll(tasks, static t => (Awaitable)t);

    /// <summary>
    /// Waits for different things, some without results: what the others give is in their own tasks. See
    /// <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.
    /// </summary>
    /// <param name="awaitables">Coroutines, futures and tasks.</param>
    [OverloadResolutionPriority(-1)]
    public static Future Gather(params IEnumerable<Awaitable> awaitables) => GatherAll(awaitables, static a => a);

    /// <summary>Calls functions, each in a task of its own. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <param name="functions">Make the coroutines.</param>
    [OverloadResolutionPriority(1)]
    public static Future Gather(params IEnumerable<Func<Coroutine>> functions) =>
        GatherAll(functions, static f => (Awaitable)CallFrame<VoidResult>.Of(f).WithoutResult());

    /// <summary>Calls functions, each in a task of its own. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <param name="functions">Make the tasks.</param>
    public static Future Gather(params IEnumerable<Func<Task>> functions) =>
        GatherAll(functions, static f => (Awaitable)CallFrame<VoidResult>.Of(f).WithoutResult());

    private static Future<T[]> GatherAll<TItem, T>(IEnumerable<TItem> items, Func<TItem, Awaitable<T>> read)
    {
        ArgumentNullException.ThrowIfNull(items);
        var gather = new GatherBuilder<T[]>(CombinatorInputs.Count(items), settled: false, CombinatorInputs.Results<T>);
        gather.AddAll(items, read);
        return gather.End();
    }

    private static Future GatherAll<TItem>(IEnumerable<TItem> items, Func<TItem, Awaitable> read)
    {
        ArgumentNullException.ThrowIfNull(items);
        var gather = new GatherBuilder<VoidResult>(CombinatorInputs.Count(items), settled: false, static _ => default);
        gather.AddAll(items, read);
        return gather.End();
    }
}
