namespace AsyncioSharp;

/// <content>Running the loop, and the iteration.</content>
public sealed partial class EventLoop
{
    /// <summary>
    /// Runs the loop until <see cref="Stop"/> is called (asyncio: <c>run_forever</c>). Callbacks still queued then remain for the next run.
    /// </summary>
    /// <exception cref="InvalidOperationException">The loop is closed or already running, or another loop runs on this thread.</exception>
    public void RunForever()
    {
        ThrowIfClosed();
        ThrowIfCannotRun(LoopThread.Current);
        if (TaskScheduler.Current == TaskScheduler.Default)
        {
            RunHere();
            return;
        }

        // Otherwise StartNew and ContinueWith inside coroutines would use the scheduler of the caller's task, which is blocked by this run.
#pragma warning disable AIO403 // Not another thread: RunSynchronously runs it on this one.
        var run = new Task(static loop => ((EventLoop)loop!).RunHere(), this, CancellationToken.None, TaskCreationOptions.DenyChildAttach);
#pragma warning restore AIO403
        run.RunSynchronously(TaskScheduler.Default);
        run.GetAwaiter().GetResult();
    }

    private void RunHere()
    {
        LoopThread thread = LoopThread.Current;
        bool isFlowSuppressed = ExecutionContext.IsFlowSuppressed();
        if (isFlowSuppressed)
        {
            // Tasks need to capture their contexts. The caller's suppression is restored after the run.
            ExecutionContext.RestoreFlow();
        }

        SynchronizationContext? previousContext = SynchronizationContext.Current;
        ExecutionContext? previousExecution = ExecutionContext.Capture();
        RunContext = previousExecution;
        _hasLoopContext = false;
        _running = true;
        byte local = 0;
        RunThread = Thread.CurrentThread;
        _registration ??= LiveLoops.Add(this);
        thread.Enter(this, ref local);
        Times.BeginRun();
        Recorder?.BeginRun();
        try
        {
            do
            {
                RunOnce();
            }
            while (!_stopping);
        }
        finally
        {
            _stopping = false;
            _running = false;
            thread.Leave();
            Times.EndRun();
            LiveLoops.Keep(_registration, this);
            LeaveTask();
            if (previousExecution is not null)
            {
                ExecutionContext.Restore(previousExecution);
            }

            SynchronizationContext.SetSynchronizationContext(previousContext);
            if (isFlowSuppressed)
            {
                ExecutionContext.SuppressFlow();
            }
        }
    }

    /// <summary>
    /// Runs the loop until the future is done (asyncio: <c>run_until_complete</c>), and then one more iteration, so that work queued by
    /// then still runs (S017). Throws the future's exception.
    /// </summary>
    /// <param name="future">A future or task of this loop.</param>
    /// <exception cref="ArgumentException">The future belongs to another loop.</exception>
    /// <exception cref="InvalidOperationException">
    /// The loop cannot run (see <see cref="RunForever"/>), or was stopped before the future was done.
    /// </exception>
    public void RunUntilComplete(Future future)
    {
        ArgumentNullException.ThrowIfNull(future);
        ThrowIfClosed();
        ThrowIfCannotRun(LoopThread.Current);
        CombinatorInputs.ThrowIfForeign(future, this, nameof(future));
        var stop = new StopWorkItem();
        future.AddCallback(stop);
        try
        {
            RunForever();
        }
        finally
        {
            future.RemoveCallback(stop);
        }

        if (!future.IsDone)
        {
            throw new InvalidOperationException("Event loop stopped before Future completed.");
        }

        future.GetResult();
    }

    /// <summary>Runs the loop until the future is done and returns its result. See <see cref="RunUntilComplete(Future)"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="future">A future of this loop.</param>
    public T RunUntilComplete<T>(Future<T> future)
    {
        RunUntilComplete((Future)future);
        return future.Result;
    }

    /// <summary>Runs the loop until the task is done and returns its result. See <see cref="RunUntilComplete(Future)"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="task">A task of this loop.</param>
    public T RunUntilComplete<T>(LoopTask<T> task)
    {
        RunUntilComplete((Future)task);
        return task.Result;
    }

    /// <summary>Creates a task for the coroutine and runs the loop until it is done. See <see cref="RunUntilComplete(Future)"/>.</summary>
    /// <param name="coroutine">The coroutine.</param>
    public void RunUntilComplete(Coroutine coroutine)
    {
        ThrowIfCannotRun(LoopThread.Current);
        RunUntilComplete(CreateTask(coroutine));
    }

    /// <summary>
    /// Creates a task for the coroutine, runs the loop until it is done and returns its result. See <see cref="RunUntilComplete(Future)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="coroutine">The coroutine.</param>
    public T RunUntilComplete<T>(Coroutine<T> coroutine)
    {
        ThrowIfCannotRun(LoopThread.Current);
        return RunUntilComplete(CreateTask(coroutine));
    }

    /// <summary>
    /// Stops the run at the end of the current iteration. If the loop is not running, the next run makes exactly one iteration (S004,
    /// S005). Loop thread only; from other threads, pass this method to <see cref="CallSoonThreadSafe(Action)"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The loop is running on another thread.</exception>
    public void Stop()
    {
        CheckThread();
        _stopping = true;
    }

    // One iteration: DESIGN.md, scheduling contract, rule 1. The order of the steps is observable.
    private void RunOnce()
    {
        _iteration++;
        if (Timers.Count > 0)
        {
            Timers.Purge();
        }

        if (Ready.Count == 0 && !_stopping)
        {
            WaitForWork();
        }
        else if (_poller is { } poller)
        {
            PollIfDue(poller);
        }

        if (_hasIncoming)
        {
            TakeIncoming();
        }

        if (Timers.Count > 0)
        {
            MoveDueTimers();
        }

        // Work that these items queue runs in the next iteration.
        if (_isWatched || LoopMetrics.MeasuresSteps)
        {
            RunReadyWatched();
        }
        else
        {
            RunReady();
        }

        if (_interrupt is not null)
        {
            ThrowInterrupt();
        }
    }

    // Items report exceptions of user code themselves. If one throws anyway, the items after it must still run.
    private void RunReady()
    {
        _remaining = Ready.Count;
        while (_remaining > 0)
        {
            try
            {
                RunRemaining();
            }
            catch (Exception e) when (e is not ConsoleInterruptedException)
            {
                ReportBrokenItem(e);
            }
        }
    }

    // A method without a handler, because the JIT keeps no variable in a register across a protected region.
    private void RunRemaining()
    {
        while (_remaining > 0)
        {
            _remaining--;
            WorkItem item = Ready.Dequeue(out object? state);
            item.Run(this, state);
        }
    }

    // Like RunReady, for debug mode, metrics, tests and recordings: each item is timed and recorded, and the order may be permuted.
    private void RunReadyWatched()
    {
        Recorder?.BeginIteration();
        PermuteReady();
        _isInWatchedIteration = true;
        try
        {
            for (int todo = Ready.Count; todo > 0; todo--)
            {
                WorkItem item = Ready.Dequeue(out object? state);
                Recorder?.BeginStep(item, state);
                RunWatchedOrReport(item, state);
                Recorder?.EndStep();
            }
        }
        finally
        {
            _isInWatchedIteration = false;
        }
    }

    private void PermuteReady()
    {
        if (Shuffle is not { } shuffle)
        {
            return;
        }

        if (Recorder is { } recorder)
        {
            recorder.Permute(shuffle);
        }
        else
        {
            shuffle.Permute(ref Ready);
        }
    }

    private void RunWatchedOrReport(WorkItem item, object? state)
    {
        try
        {
            RunWatched(item, state);
        }
        catch (Exception e) when (e is not ConsoleInterruptedException)
        {
            ReportBrokenItem(e);
        }
    }

    private void RunWatched(WorkItem item, object? state)
    {
        // Not measured on virtual time, so that a test's measurements do not depend on the load of the machine.
        bool isMeasured = LoopMetrics.MeasuresSteps && !Clock.IsVirtual;
        long start = isMeasured ? SystemClock.Timestamp() : 0;
        try
        {
            if (Debug)
            {
                LoopTask? task = item.Resumes;
                SlowSteps.Run(this, item, state);
                task?.NoteSuspension();
            }
            else
            {
                item.Run(this, state);
            }
        }
        finally
        {
            if (isMeasured)
            {
                LoopMetrics.RecordStep(this, SystemClock.ElapsedSince(start));
            }
        }
    }

    private void MoveDueTimers()
    {
        long now = Clock.Now;
        if (LoopMetrics.MeasuresDelay && Timers.NextDue <= now)
        {
            LoopMetrics.RecordDelay(this, now - Timers.NextDue);
        }

        Timers.MoveDue(now, ref Ready);
    }

    private void ReportBrokenItem(Exception error)
    {
        LoopTask? task = CurrentTaskOrNull;
        Next = null;
        Injected = null;
        Continuing = null;
        Depth = 0;
        EnterCallback(null);
        Report(LoopErrorKind.Other, "Exception in the event loop's own work", error, task);
    }

    private void WaitForWork()
    {
        Ready.Trim();
        long wait = LoopClock.Forever;
        if (Timers.Count > 0)
        {
            // Compared first, because the subtraction would overflow for a due time far in the past.
            long now = Clock.Now;
            if (Timers.NextDue <= now)
            {
                return;
            }

            wait = Timers.NextDue - now;
        }

        // The wait is not part of a step: code that it calls must not see the task or its context.
        LeaveTask();
        SetContext(null);
        Times.BeginWait();
        Recorder?.BeginIdle();
        IdleWait(wait);
        Recorder?.EndIdle();
        Times.EndWait(_iteration);
    }

    private void ThrowIfCannotRun(LoopThread thread)
    {
        if (_running)
        {
            throw new InvalidOperationException("This event loop is already running");
        }

        if (thread.Loop is not null)
        {
            throw new InvalidOperationException("Cannot run the event loop while another loop is running");
        }
    }

    /// <summary>The done callback of <see cref="RunUntilComplete(Future)"/>.</summary>
    private sealed class StopWorkItem : WorkItem
    {
        internal override void Run(EventLoop loop, object? state)
        {
            // An interrupt has already ended the run, so Stop would affect the next one.
            if (state is not Future { IsCanceled: false, Exception: ConsoleInterruptedException })
            {
                loop.Stop();
            }
        }
    }
}
