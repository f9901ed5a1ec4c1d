using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Waiting for several tasks without taking their results.</content>
public static partial class Asyncio
{
    /// <summary>
    /// Waits for tasks or futures and returns which are done (asyncio: <c>wait</c>). A failed task or an elapsed timeout does not throw,
    /// and no task is canceled. The await always suspends, even if all tasks are done (S093).
    /// </summary>
    /// <typeparam name="TTask">The type of the tasks.</typeparam>
    /// <param name="tasks">At least one; duplicates count once.</param>
    /// <param name="mode">When to return.</param>
    /// <param name="timeout">The longest time to wait, in seconds or as a time span; null for no timeout.</param>
    /// <returns>A cold coroutine that returns the tasks that are done and those that are pending.</returns>
    /// <exception cref="ArgumentException">
    /// The collection is empty, a task is null or belongs to another loop, or <paramref name="mode"/> is not defined.
    /// </exception>
    /// <exception cref="LoopCanceledException">The current task was canceled. The awaited tasks are not canceled.</exception>
    public static Coroutine<WaitResult<TTask>> Wait<TTask>(
        IReadOnlyCollection<TTask> tasks, WaitMode mode = WaitMode.AllCompleted, TimeLimit timeout = default)
        where TTask : Future
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return Wait(tasks, static task => task, mode, timeout);
    }

    /// <summary>
    /// Waits for .NET tasks and returns which are done; the others keep running. See
    /// <see cref="Wait{TTask}(IReadOnlyCollection{TTask}, WaitMode, TimeLimit)"/>.
    /// </summary>
    /// <param name="tasks">At least one; duplicates count once.</param>
    /// <param name="mode">When to return.</param>
    /// <param name="timeout">The longest time to wait; null for no timeout.</param>
    /// <returns>A cold coroutine that returns the tasks that are done and those that are pending.</returns>
    public static Coroutine<WaitResult<Task>> Wait(
        IReadOnlyCollection<Task> tasks, WaitMode mode = WaitMode.AllCompleted, TimeLimit timeout = default)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return Wait(tasks, static task => FromTask(task), mode, timeout);
    }

    /// <summary>Waits for .NET tasks with results. See <see cref="Wait(IReadOnlyCollection{Task}, WaitMode, TimeLimit)"/>.</summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="tasks">At least one; duplicates count once.</param>
    /// <param name="mode">When to return.</param>
    /// <param name="timeout">The longest time to wait; null for no timeout.</param>
    /// <returns>A cold coroutine that returns the tasks that are done and those that are pending.</returns>
    [OverloadResolutionPriority(1)]
    public static Coroutine<WaitResult<Task<T>>> Wait<T>(
        IReadOnlyCollection<Task<T>> tasks, WaitMode mode = WaitMode.AllCompleted, TimeLimit timeout = default)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return Wait(tasks, static task => FromTask(task), mode, timeout);
    }

    /// <summary>
    /// Creates tasks for coroutines, during this call, and waits for them; the result has the tasks. See
    /// <see cref="Wait{TTask}(IReadOnlyCollection{TTask}, WaitMode, TimeLimit)"/>.
    /// </summary>
    /// <param name="coroutines">At least one; duplicates count once.</param>
    /// <param name="mode">When to return.</param>
    /// <param name="timeout">The longest time to wait; null for no timeout.</param>
    /// <returns>A cold coroutine that returns the tasks that are done and those that are pending.</returns>
    public static Coroutine<WaitResult<LoopTask>> Wait(
        IReadOnlyCollection<Coroutine> coroutines, WaitMode mode = WaitMode.AllCompleted, TimeLimit timeout = default)
    {
        Future[] tasks = CombinatorInputs.Start(coroutines, static c => (Awaitable)c, out _);
        return Wait(Array.ConvertAll(tasks, static task => (LoopTask)task), mode, timeout);
    }

    /// <summary>
    /// Creates tasks for coroutines and waits for them. See <see cref="Wait(IReadOnlyCollection{Coroutine}, WaitMode, TimeLimit)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="coroutines">At least one; duplicates count once.</param>
    /// <param name="mode">When to return.</param>
    /// <param name="timeout">The longest time to wait; null for no timeout.</param>
    /// <returns>A cold coroutine that returns the tasks that are done and those that are pending.</returns>
    public static Coroutine<WaitResult<LoopTask<T>>> Wait<T>(
        IReadOnlyCollection<Coroutine<T>> coroutines, WaitMode mode = WaitMode.AllCompleted, TimeLimit timeout = default)
    {
        Future[] tasks = CombinatorInputs.Start(coroutines, static c => (Awaitable<T>)c, out _);
        return Wait(Array.ConvertAll(tasks, static task => (LoopTask<T>)task), mode, timeout);
    }

    /// <summary>
    /// Waits for mixed awaitables; the result has a future for each, in argument order. See
    /// <see cref="Wait{TTask}(IReadOnlyCollection{TTask}, WaitMode, TimeLimit)"/>.
    /// </summary>
    /// <param name="awaitables">At least one: coroutines, futures and tasks.</param>
    /// <param name="mode">When to return.</param>
    /// <param name="timeout">The longest time to wait; null for no timeout.</param>
    /// <returns>A cold coroutine that returns the tasks that are done and those that are pending.</returns>
    [OverloadResolutionPriority(-1)]
    public static Coroutine<WaitResult<Future>> Wait(
        IReadOnlyCollection<Awaitable> awaitables, WaitMode mode = WaitMode.AllCompleted, TimeLimit timeout = default) =>
        Wait(CombinatorInputs.Start(awaitables, static a => a, out _), mode, timeout);

    private static async Coroutine<WaitResult<TItem>> Wait<TItem>(
        IReadOnlyCollection<TItem> items, Func<TItem, Future> read, WaitMode mode, TimeLimit timeout)
        where TItem : class
    {
        TItem[] distinct = DistinctItems(items, mode);
        Future[] futures = Array.ConvertAll(distinct, item => read(item));
        await WaitForSome(futures, mode, timeout);
        return new WaitResult<TItem>(
            [.. distinct.Where((_, i) => futures[i].IsDone)], [.. distinct.Where((_, i) => !futures[i].IsDone)]);

        static async Coroutine WaitForSome(Future[] futures, WaitMode mode, TimeLimit timeout)
        {
            EventLoop loop = EventLoop.CurrentOrThrow();
            foreach (Future future in futures)
            {
                CombinatorInputs.ThrowIfForeign(future, loop, "tasks");
            }

            var waiter = new Future(loop);
            var counter = new WaitCounter(waiter, futures.Length, mode);
            if (timeout.Time is { } limit)
            {
                counter.Timeout = loop.CallLater(limit, () => waiter.TrySetResult());
            }

            foreach (Future future in futures)
            {
                future.AddCallback(counter);
            }

            try
            {
                await waiter;
            }
            finally
            {
                counter.Timeout?.Cancel();
                foreach (Future future in futures)
                {
                    future.RemoveCallback(counter);
                }
            }
        }
    }

    private static TItem[] DistinctItems<TItem>(IReadOnlyCollection<TItem> items, WaitMode mode)
        where TItem : class
    {
        if (items.Count == 0)
        {
            throw new ArgumentException("Set of Tasks/Futures is empty.", "tasks");
        }

        if (!Enum.IsDefined(mode))
        {
            throw new ArgumentException($"Invalid mode value: {mode}", nameof(mode));
        }

        TItem[] distinct = [.. items.Distinct()];
        return Array.Exists(distinct, static item => item is null) ? throw new ArgumentException("A task is null.", "tasks") : distinct;
    }
}
