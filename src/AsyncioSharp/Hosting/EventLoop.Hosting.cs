namespace AsyncioSharp;

/// <content>Running turn by turn on threads of a host.</content>
public sealed partial class EventLoop
{
    // What a thread knows goes with the loop from thread to thread: its pools of frames, and who runs.
    private LoopThread? _guestThread;

    /// <summary>When the next timer is due on the loop's clock; null without one.</summary>
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
    /// It counts as running from now on, also between turns: so its objects refuse every thread that is not in a turn. Its sockets are
    /// watched by the socket engine of .NET, because an epoll would need a thread that waits.
    /// </summary>
    internal void BeginHosting()
    {
        PollerKind = PollerKind.Completion;
        _guestThread ??= new LoopThread();
        _running = true;
        Times.BeginRun();
        Times.BeginWait();
    }

    /// <summary>No turn comes any more.</summary>
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
    /// From now on it is among the loops of the metrics. Of ten thousand guests, only those that have a name are of interest.
    /// </summary>
    internal void ShowInMetrics(string name)
    {
        Name = name;
        _registration ??= LiveLoops.Add(this);
    }

    /// <summary>Iterations until nothing is ready or the time is up, but at least one; never waits. True: there is more to do.</summary>
    internal bool RunTurn(TimeSpan quantum)
    {
        bool isFlowSuppressed = ExecutionContext.IsFlowSuppressed();
        if (isFlowSuppressed)
        {
            // Tasks keep their contexts by capturing them, and leave the host's as it was.
            ExecutionContext.RestoreFlow();
        }

        SynchronizationContext? previousContext = SynchronizationContext.Current;
        ExecutionContext? previousExecution = ExecutionContext.Capture();
        RunContext = previousExecution;
        _hasLoopContext = false;
        Times.EndWait(_iteration);
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

    // The host's patience is real time, whatever clock the loop has.
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

    // Nobody is above a turn but the host, which would end its process. And the host ends the loop: a callback cannot.
    private void RunHostedIteration()
    {
        try
        {
            RunOnce();
        }
        catch (Exception e)
        {
            Report(LoopErrorKind.Other, "Exception in an iteration of a hosted loop", e);
        }

        _stopping = false;
    }
}
