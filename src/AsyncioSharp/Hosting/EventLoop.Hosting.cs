namespace AsyncioSharp;

/// <content>Running a loop turn by turn on the threads of a host.</content>
public sealed partial class EventLoop
{
    // The per-thread state (frame pools, running loop) of a guest loop, which moves with the loop from thread to thread.
    private LoopThread? _guestThread;

    /// <summary>When the next timer is due on the loop's clock, or null.</summary>
    internal long? NextTimer
    {
        get
        {
            Timers.Purge();
            return Timers.Count > 0 ? Timers.NextDue : null;
        }
    }

    private bool HasWork => Ready.Count > 0 || _hasIncoming || (Timers.Count > 0 && Timers.NextDue <= Clock.Now);

    /// <summary>
    /// Starts hosted mode. From now on the loop counts as running, even between turns, so its objects throw on any thread that is not in a
    /// turn. The socket engine of .NET watches its sockets, because epoll would need a waiting thread.
    /// </summary>
    internal void BeginHosting()
    {
        PollerKind = PollerKind.Completion;
        _guestThread ??= new LoopThread();
        _running = true;
        Times.BeginRun();
        Times.BeginWait();
    }

    /// <summary>Ends hosted mode, after the last turn.</summary>
    internal void EndHosting()
    {
        if (!_running)
        {
            return;
        }

        _running = false;
        Times.EndRun();
        if (_registration is { } registration)
        {
            LiveLoops.Keep(registration, this);
        }
    }

    /// <summary>
    /// Adds a hosted loop to the metrics. Called only for hosts with a name, because there may be thousands of guest loops.
    /// </summary>
    internal void ShowInMetrics(string name)
    {
        Name = name;
        _registration ??= LiveLoops.Add(this);
    }

    /// <summary>
    /// Runs iterations until nothing is ready or the quantum has elapsed; at least one if work is ready. Never waits. Returns true if more
    /// work is ready.
    /// </summary>
    internal bool RunTurn(TimeSpan quantum)
    {
        bool isFlowSuppressed = ExecutionContext.IsFlowSuppressed();
        if (isFlowSuppressed)
        {
            // Tasks need to capture their contexts. The host's suppression is restored after the turn.
            ExecutionContext.RestoreFlow();
        }

        SynchronizationContext? previousContext = SynchronizationContext.Current;
        ExecutionContext? previousExecution = ExecutionContext.Capture();
        RunContext = previousExecution;
        _hasLoopContext = false;
        Times.EndWait(_iteration);
        Recorder?.EndIdle();
        byte local = 0;
        LoopThread? previousThread = _guestThread!.EnterTurn(this, ref local);
        try
        {
            RunIterations(quantum);
        }
        finally
        {
            LeaveTask();
            _guestThread.LeaveTurn(previousThread);
            Times.BeginWait();
            Recorder?.BeginIdle();
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

        return HasWork;
    }

    // The quantum is real time, independent of the loop's clock.
    private void RunIterations(TimeSpan quantum)
    {
        long start = SystemClock.Timestamp();
        do
        {
            if (!HasWork)
            {
                return;
            }

            RunHostedIteration();
        }
        while (SystemClock.ElapsedSince(start) < quantum);
    }

    // An exception that left a turn would crash the host's process. A callback cannot stop a hosted loop; only the host does. Reports of
    // finalizers are sent first, because a turn that has nothing else to do must not count as an iteration.
    private void RunHostedIteration()
    {
        try
        {
            if (_hasLate)
            {
                SendLateReports();
            }

            if (HasWork)
            {
                RunOnce();
            }
        }
        catch (Exception e)
        {
            Report(LoopErrorKind.Other, "Exception in an iteration of a hosted loop", e);
        }

        _stopping = false;
    }
}
