namespace AsyncioSharp;

/// <content>Results in completion order.</content>
public static partial class Asyncio
{
    /// <summary>
    /// Yields the results in completion order (asyncio: <c>as_completed</c>). This call creates a task for each coroutine.
    /// </summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="coroutines">The coroutines.</param>
    /// <param name="timeout">After this time, each remaining item throws <see cref="TimeoutException"/>; the tasks keep running.</param>
    /// <returns>The results, for one <c>foreach</c> or <c>await foreach</c>.</returns>
    public static CompletionSequence<T> AsCompleted<T>(IEnumerable<Coroutine<T>> coroutines, TimeLimit timeout = default) =>
        Sequence(coroutines, static c => (Awaitable<T>)c, timeout);

    /// <summary>
    /// Yields the results of tasks and futures in completion order. See <see cref="AsCompleted{T}(IEnumerable{Coroutine{T}}, TimeLimit)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="futures">Tasks and futures of one loop; duplicates count once.</param>
    /// <param name="timeout">After this time, each remaining item throws <see cref="TimeoutException"/>; the tasks keep running.</param>
    /// <returns>The results, for one <c>foreach</c> or <c>await foreach</c>.</returns>
    public static CompletionSequence<T> AsCompleted<T>(IEnumerable<IFuture<T>> futures, TimeLimit timeout = default) =>
        Sequence(futures, Awaitable<T>.Of, timeout);

    /// <summary>
    /// Yields the results of .NET tasks in completion order. See <see cref="AsCompleted{T}(IEnumerable{Coroutine{T}}, TimeLimit)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="tasks">The tasks; they may run on any thread.</param>
    /// <param name="timeout">After this time, each remaining item throws <see cref="TimeoutException"/>; the tasks keep running.</param>
    /// <returns>The results, for one <c>foreach</c> or <c>await foreach</c>.</returns>
    public static CompletionSequence<T> AsCompleted<T>(IEnumerable<Task<T>> tasks, TimeLimit timeout = default) =>
        Sequence(tasks, static t => (Awaitable<T>)t, timeout);

    /// <summary>
    /// Yields the results of value tasks in completion order. See <see cref="AsCompleted{T}(IEnumerable{Coroutine{T}}, TimeLimit)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="tasks">The tasks; they are consumed.</param>
    /// <param name="timeout">After this time, each remaining item throws <see cref="TimeoutException"/>; the tasks keep running.</param>
    /// <returns>The results, for one <c>foreach</c> or <c>await foreach</c>.</returns>
    public static CompletionSequence<T> AsCompleted<T>(IEnumerable<ValueTask<T>> tasks, TimeLimit timeout = default) =>
        Sequence(tasks, static t => (Awaitable<T>)t, timeout);

    /// <summary>
    /// Yields the results of mixed awaitables in completion order. See <see cref="AsCompleted{T}(IEnumerable{Coroutine{T}}, TimeLimit)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="awaitables">Coroutines, futures and tasks.</param>
    /// <param name="timeout">After this time, each remaining item throws <see cref="TimeoutException"/>; the tasks keep running.</param>
    /// <returns>The results, for one <c>foreach</c> or <c>await foreach</c>.</returns>
    public static CompletionSequence<T> AsCompleted<T>(IEnumerable<Awaitable<T>> awaitables, TimeLimit timeout = default) =>
        Sequence(awaitables, static a => a, timeout);

    private static CompletionSequence<T> Sequence<TItem, T>(IEnumerable<TItem> items, Func<TItem, Awaitable<T>> read, TimeLimit timeout)
    {
        Future[] children = CombinatorInputs.Start(items, read, out EventLoop loop);
        return new CompletionSequence<T>(loop, children, timeout);
    }
}
