namespace AsyncioSharp;

/// <content>Functions that run on other threads for this loop.</content>
public sealed partial class EventLoop
{
    private int _threadWork;
    private int _waitingThreadWork;
    private bool _executorShutDown;
    private Future? _threadWorkDone;

    /// <summary>Whether something outside of the loop will wake it: a function on a thread, or a foreign await.</summary>
    internal bool HasForeignWork => _threadWork > 0
        || AllTasks().Any(static task => task.WaitsForForeignWork)
        || ForeignFutures.Keys.Any(static future => !future.IsDone)
        || Processes.Exists(static process => process.UsesPipe);

    /// <summary>Futures that end as tasks of other threads do, with these.</summary>
    internal Dictionary<Future, Task> ForeignFutures { get; } = [];

    /// <summary>
    /// Runs a function on the thread pool, or on a scheduler, at once (asyncio: <c>run_in_executor</c>);
    /// <see cref="Asyncio.ToThread{T}(Func{T})"/> is the same as a coroutine. The function sees a copy of the current execution context.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="function">
    /// The function. Its token is tripped when the future is canceled. It must not touch objects of the loop.
    /// </param>
    /// <param name="scheduler">Where it runs; null for the thread pool.</param>
    /// <returns>A future. Canceling it ends the wait, not the function.</returns>
    /// <exception cref="InvalidOperationException">The loop is closed, runs on another thread, or its executor was shut down.</exception>
    /// <exception cref="TaskSchedulerException"><paramref name="scheduler"/> refused the function.</exception>
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
    /// <param name="scheduler">Where it runs; null for the thread pool.</param>
    public Future<T> RunInExecutor<T>(Func<T> function, TaskScheduler? scheduler = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return RunInExecutor(_ => function(), scheduler);
    }

    /// <summary>
    /// Waits until no function runs on a thread for this loop; new ones are refused from now on
    /// (asyncio: <c>shutdown_default_executor</c>).
    /// </summary>
    /// <param name="timeout">Give up then, with a report; null or <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
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
            Report(LoopErrorKind.LeftOpen, $"The executor did not finish its functions within {seconds:0.###} seconds; {_threadWork} still run");
        }
    }

    /// <summary>Whether a function runs on a thread that does not wait for a coroutine of this loop.</summary>
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
