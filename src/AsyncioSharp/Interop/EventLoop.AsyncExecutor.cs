using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Running async functions on other threads.</content>
public sealed partial class EventLoop
{
    /// <summary>
    /// Runs an async function on the thread pool, or on a scheduler, until it completes. See
    /// <see cref="RunInExecutor{T}(Func{CancellationToken, T}, TaskScheduler?)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">
    /// The function. Its token is canceled when the future is canceled. It must not use objects of the loop.
    /// </param>
    /// <param name="scheduler">The scheduler that starts the function; null for the thread pool.</param>
    /// <returns>A future that completes with the outcome of the function's task. Canceling it ends the wait, not the function.</returns>
    /// <exception cref="InvalidOperationException">The loop is closed or runs on another thread, or its executor was shut down.</exception>
    /// <exception cref="TaskSchedulerException"><paramref name="scheduler"/> rejected the function.</exception>
    [OverloadResolutionPriority(1)]
    public Future<T> RunInExecutor<T>(Func<CancellationToken, Task<T>> function, TaskScheduler? scheduler = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return StartOnThread(new AsyncExecutorWorkItem<T>(this, function), scheduler);
    }

    /// <summary>
    /// Runs an async function without a result. See <see cref="RunInExecutor{T}(Func{CancellationToken, Task{T}}, TaskScheduler?)"/>.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="scheduler">The scheduler that starts the function; null for the thread pool.</param>
    /// <returns>A future that completes with the outcome of the function's task.</returns>
    [OverloadResolutionPriority(1)]
    public Future RunInExecutor(Func<CancellationToken, Task> function, TaskScheduler? scheduler = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return StartOnThread(new AsyncExecutorWorkItem<VoidResult>(this, function), scheduler);
    }

    /// <summary>
    /// Runs an async function without a token. See <see cref="RunInExecutor{T}(Func{CancellationToken, Task{T}}, TaskScheduler?)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="scheduler">The scheduler that starts the function; null for the thread pool.</param>
    /// <returns>A future that completes with the outcome of the function's task.</returns>
    [OverloadResolutionPriority(1)]
    public Future<T> RunInExecutor<T>(Func<Task<T>> function, TaskScheduler? scheduler = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return RunInExecutor(_ => function(), scheduler);
    }

    /// <summary>
    /// Runs an async function without a token. See <see cref="RunInExecutor{T}(Func{CancellationToken, Task{T}}, TaskScheduler?)"/>.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="scheduler">The scheduler that starts the function; null for the thread pool.</param>
    /// <returns>A future that completes with the outcome of the function's task.</returns>
    [OverloadResolutionPriority(1)]
    public Future RunInExecutor(Func<Task> function, TaskScheduler? scheduler = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return RunInExecutor(_ => function(), scheduler);
    }

    private Future<T> StartOnThread<T>(AsyncExecutorWorkItem<T> item, TaskScheduler? scheduler)
    {
        ThrowIfClosed();
        CheckThread();
        if (_executorShutDown)
        {
            throw new InvalidOperationException("Executor shutdown has been called");
        }

        // Counted first, because the function may complete before Start returns.
        _threadWork++;
        try
        {
            return item.Start(scheduler ?? TaskScheduler.Default);
        }
        catch (TaskSchedulerException)
        {
            ThreadWorkEnded();
            throw;
        }
    }
}
