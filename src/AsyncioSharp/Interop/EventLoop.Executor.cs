namespace AsyncioSharp;

/// <content>Running functions on other threads.</content>
public sealed partial class EventLoop
{
    private int _threadWork;
    private int _waitingThreadWork;
    private bool _executorShutDown;
    private Future? _threadWorkDone;

    /// <summary>Whether something outside the loop may wake it: a function on a thread, a foreign await, a process.</summary>
    internal bool HasForeignWork => _threadWork > 0
        || AllTasks().Any(static task => task.WaitsForForeignWork)
        || StrayForeignFrames.Any()
        || ForeignFutures.Keys.Any(static future => !future.IsDone)
        || Processes.Exists(static process => process.UsesPipe);

    /// <summary>Whether something outside the loop may wake it although <see cref="HasForeignWork"/> is false.</summary>
    internal bool MayHaveForeignWork => AllTasks().Any(static task => task.MayWaitForForeignWork);

    /// <summary>The futures that wrap .NET tasks, with these tasks.</summary>
    internal Dictionary<Future, Task> ForeignFutures { get; } = [];

    /// <summary>
    /// Starts a function on the thread pool, or on a scheduler (asyncio: <c>run_in_executor</c>). The function runs in a copy of the
    /// current execution context. <see cref="Asyncio.ToThread{T}(Func{T})"/> does the same as a coroutine.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">
    /// The function. Its token is canceled when the future is canceled. It must not use objects of the loop.
    /// </param>
    /// <param name="scheduler">The scheduler that runs the function; null for the thread pool.</param>
    /// <returns>A future for the result. Canceling it ends the wait, not the function.</returns>
    /// <exception cref="InvalidOperationException">The loop is closed or runs on another thread, or its executor was shut down.</exception>
    /// <exception cref="TaskSchedulerException"><paramref name="scheduler"/> rejected the function.</exception>
    public Future<T> RunInExecutor<T>(Func<CancellationToken, T> function, TaskScheduler? scheduler = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        ThrowIfClosed();
        CheckThread();
        if (_executorShutDown)
        {
            throw new InvalidOperationException("Executor shutdown has been called");
        }

        Future<T> future = new ExecutorWorkItem<T>(this, function).Start(scheduler);
        _threadWork++;
        ForeignKinds?.BeginOther();
        return future;
    }

    /// <summary>Runs a function without a token. See <see cref="RunInExecutor{T}(Func{CancellationToken, T}, TaskScheduler?)"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="scheduler">The scheduler that runs the function; null for the thread pool.</param>
    /// <returns>A future for the result.</returns>
    public Future<T> RunInExecutor<T>(Func<T> function, TaskScheduler? scheduler = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return RunInExecutor(_ => function(), scheduler);
    }

    /// <summary>
    /// Rejects new functions for threads from now on, and waits until the running ones have completed (asyncio:
    /// <c>shutdown_default_executor</c>).
    /// </summary>
    /// <param name="timeout">
    /// How long to wait before giving up with a report; null or <see cref="Timeout.InfiniteTimeSpan"/> for no timeout.
    /// </param>
    /// <returns>A cold coroutine.</returns>
    public async Coroutine ShutdownExecutorAsync(TimeSpan? timeout = null)
    {
        _executorShutDown = true;
        if (_threadWork == 0)
        {
            return;
        }

        _threadWorkDone ??= new Future(this);
        try
        {
            await Asyncio.WaitFor(Asyncio.Shield(_threadWorkDone), timeout);
        }
        catch (TimeoutException)
        {
            double seconds = timeout!.Value.TotalSeconds;
            string message = $"The executor did not finish its functions within {seconds:0.###} seconds; {_threadWork} still run";
            Report(LoopErrorKind.LeftOpen, message);
        }
    }

    /// <summary>Whether a function is running on a thread and is not waiting for a coroutine of this loop.</summary>
    internal bool RunsThreadWork => _threadWork > Volatile.Read(ref _waitingThreadWork);

    internal void CountWaitingWork(int change) => Interlocked.Add(ref _waitingThreadWork, change);

    internal void ThreadWorkEnded()
    {
        if (--_threadWork == 0)
        {
            _threadWorkDone?.TryComplete(FutureStatus.Succeeded, null);
        }
    }
}
