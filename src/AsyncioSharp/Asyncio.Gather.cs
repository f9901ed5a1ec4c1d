using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Gathering a collection: wait for all items and collect the results in argument order.</content>
public static partial class Asyncio
{
    /// <summary>
    /// Runs coroutines concurrently and collects their results in argument order (asyncio: <c>gather</c>). This call creates the tasks,
    /// before any await.
    /// </summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="coroutines">The coroutines. If there are none, the returned future is already done.</param>
    /// <returns>
    /// A future for the results. The first exception completes it; the other children keep running. Use a <see cref="TaskGroup"/> to cancel
    /// them on failure. Canceling the future, or the task that awaits it, cancels the children.
    /// </returns>
    /// <exception cref="InvalidOperationException">No loop is running, or a coroutine has already been used.</exception>
    public static Future<T[]> Gather<T>(params IEnumerable<Coroutine<T>> coroutines) => GatherAll(coroutines, static c => (Awaitable<T>)c);

    /// <summary>
    /// Collects the results of tasks and futures in argument order. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.
    /// </summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="futures">Tasks and futures of one loop.</param>
    /// <returns>A future for the results, in argument order.</returns>
    /// <exception cref="ArgumentException">An item is null or belongs to another loop.</exception>
    [OverloadResolutionPriority(1)]
    public static Future<T[]> Gather<T>(params IEnumerable<IFuture<T>> futures) => GatherAll(futures, Awaitable<T>.Of);

    /// <summary>
    /// Collects the results of .NET tasks in argument order. Canceling the gather ends the wait and does not cancel the tasks.
    /// See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.
    /// </summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="tasks">The tasks; they may run on any thread.</param>
    /// <returns>A future for the results, in argument order.</returns>
    /// <exception cref="ArgumentException">A task is null.</exception>
    [OverloadResolutionPriority(1)]
    public static Future<T[]> Gather<T>(params IEnumerable<Task<T>> tasks) => GatherAll(tasks, static t => (Awaitable<T>)t);

    /// <summary>Collects the results of value tasks. See <see cref="Gather{T}(IEnumerable{Task{T}})"/>.</summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="tasks">The tasks; they are consumed.</param>
    /// <returns>A future for the results, in argument order.</returns>
    public static Future<T[]> Gather<T>(params IEnumerable<ValueTask<T>> tasks) => GatherAll(tasks, static t => (Awaitable<T>)t);

    /// <summary>
    /// Collects the results of mixed awaitables in argument order. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.
    /// </summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="awaitables">Coroutines, futures and tasks.</param>
    /// <returns>A future for the results, in argument order.</returns>
    public static Future<T[]> Gather<T>(params IEnumerable<Awaitable<T>> awaitables) => GatherAll(awaitables, static a => a);

    /// <summary>
    /// Calls functions, each in its own task, and collects their results. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.
    /// </summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="functions">The functions that create the coroutines.</param>
    /// <returns>A future for the results, in argument order.</returns>
    [OverloadResolutionPriority(1)]
    public static Future<T[]> Gather<T>(params IEnumerable<Func<Coroutine<T>>> functions) =>
        GatherAll(functions, static f => (Awaitable<T>)CallFrame<T>.Of(f));

    /// <summary>
    /// Calls functions, each in its own task, and collects their results. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.
    /// </summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="functions">The functions that start the tasks.</param>
    /// <returns>A future for the results, in argument order.</returns>
    public static Future<T[]> Gather<T>(params IEnumerable<Func<Task<T>>> functions) =>
        GatherAll(functions, static f => (Awaitable<T>)CallFrame<T>.Of(f));

    /// <summary>Runs coroutines without results concurrently. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <param name="coroutines">The coroutines.</param>
    /// <returns>A future that is done when all items are.</returns>
    public static Future Gather(params IEnumerable<Coroutine> coroutines) => GatherAll(coroutines, static c => (Awaitable)c);

    /// <summary>Waits for tasks and futures whose results do not matter. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <param name="futures">Tasks and futures of one loop.</param>
    /// <returns>A future that is done when all items are.</returns>
    public static Future Gather(params IEnumerable<Future> futures) => GatherAll(futures, Awaitable.Of);

    /// <summary>Waits for .NET tasks whose results do not matter. See <see cref="Gather{T}(IEnumerable{Task{T}})"/>.</summary>
    /// <param name="tasks">The tasks; they may run on any thread.</param>
    /// <returns>A future that is done when all items are.</returns>
    public static Future Gather(params IEnumerable<Task> tasks) => GatherAll(tasks, static t => (Awaitable)t);

    /// <summary>Waits for value tasks without results. See <see cref="Gather{T}(IEnumerable{Task{T}})"/>.</summary>
    /// <param name="tasks">The tasks; they are consumed.</param>
    /// <returns>A future that is done when all items are.</returns>
    public static Future Gather(params IEnumerable<ValueTask> tasks) => GatherAll(tasks, static t => (Awaitable)t);

    /// <summary>
    /// Waits for mixed awaitables, some of which have no result. Read the results from the tasks themselves. See
    /// <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.
    /// </summary>
    /// <param name="awaitables">Coroutines, futures and tasks.</param>
    /// <returns>A future that is done when all items are.</returns>
    [OverloadResolutionPriority(-1)]
    public static Future Gather(params IEnumerable<Awaitable> awaitables) => GatherAll(awaitables, static a => a);

    /// <summary>Calls functions, each in its own task. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <param name="functions">The functions that create the coroutines.</param>
    /// <returns>A future that is done when all items are.</returns>
    [OverloadResolutionPriority(1)]
    public static Future Gather(params IEnumerable<Func<Coroutine>> functions) =>
        GatherAll(functions, static f => (Awaitable)CallFrame<VoidResult>.Of(f).WithoutResult());

    /// <summary>Calls functions, each in its own task. See <see cref="Gather{T}(IEnumerable{Coroutine{T}})"/>.</summary>
    /// <param name="functions">The functions that start the tasks.</param>
    /// <returns>A future that is done when all items are.</returns>
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
