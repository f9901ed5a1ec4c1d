namespace AsyncioSharp;

/// <content>Waiting for several, without taking results.</content>
public static partial class Asyncio
{
    /// <summary>
    /// Waits for tasks or futures and tells which are done (asyncio: <c>wait</c>). Never throws for them, nor for the timeout, and cancels
    /// none of them. It always suspends, even when all are done (S093).
    /// </summary>
    /// <typeparam name="TTask">The type of the tasks.</typeparam>
    /// <param name="tasks">At least one; duplicates count once.</param>
    /// <param name="mode">When to return.</param>
    /// <param name="timeout">Return then at the latest; null for no limit.</param>
    /// <exception cref="ArgumentException">There is none, one is null or of another loop, or <paramref name="mode"/> is no mode.</exception>
    /// <exception cref="LoopCanceledException">This task was cancelled; the tasks are left alone.</exception>
    public static async Coroutine<WaitResult<TTask>> Wait<TTask>(
        IReadOnlyCollection<TTask> tasks, WaitMode mode = WaitMode.AllCompleted, TimeSpan? timeout = null)
        where TTask : Future
    {
        ArgumentNullException.ThrowIfNull(tasks);
        if (tasks.Count == 0)
        {
            throw new ArgumentException("Set of Tasks/Futures is empty.", nameof(tasks));
        }

        if (!Enum.IsDefined(mode))
        {
            throw new ArgumentException($"Invalid mode value: {mode}", nameof(mode));
        }

        TTask[] distinct = [.. tasks.Distinct()];
        if (Array.Exists(distinct, static task => task is null))
        {
            throw new ArgumentException("A task is null.", nameof(tasks));
        }

        EventLoop loop = EventLoop.CurrentOrThrow();
        foreach (TTask task in distinct)
        {
            CombinatorInputs.ThrowIfForeign(task, loop, nameof(tasks));
        }

        var waiter = new Future(loop);
        var counter = new WaitCounter(waiter, distinct.Length, mode);
        if (timeout is { } limit)
        {
            counter.Timeout = loop.CallLater(limit, () => waiter.TrySetResult());
        }

        foreach (TTask task in distinct)
        {
            task.AddCallback(counter);
        }

        try
        {
            await waiter;
        }
        finally
        {
            counter.Timeout?.Cancel();
            foreach (TTask task in distinct)
            {
                task.RemoveCallback(counter);
            }
        }

        return new WaitResult<TTask>(Array.FindAll(distinct, static task => task.IsDone), Array.FindAll(distinct, static task => !task.IsDone));
    }

    /// <summary>
    /// Gives the results in completion order (asyncio: <c>as_completed</c>). The tasks of coroutines are created at the call.
    /// </summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="coroutines">The coroutines.</param>
    /// <param name="timeout">After this, each item that is left throws <see cref="TimeoutException"/>; the tasks go on.</param>
    public static CompletionSequence<T> AsCompleted<T>(IEnumerable<Coroutine<T>> coroutines, TimeSpan? timeout = null)
    {
        EventLoop loop = EventLoop.CurrentOrThrow();
        return new CompletionSequence<T>(loop, CombinatorInputs.Start(loop, coroutines), timeout);
    }

    /// <summary>Gives the results of tasks and futures in completion order. See <see cref="AsCompleted{T}(IEnumerable{Coroutine{T}}, TimeSpan?)"/>.</summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="futures">Tasks and futures of one loop; duplicates count once.</param>
    /// <param name="timeout">After this, each item that is left throws <see cref="TimeoutException"/>; the tasks go on.</param>
    public static CompletionSequence<T> AsCompleted<T>(IEnumerable<IFuture<T>> futures, TimeSpan? timeout = null) =>
        new(EventLoop.CurrentOrThrow(), CombinatorInputs.Of(futures), timeout);
}
