namespace AsyncioSharp;

/// <content>Running turn by turn on threads of a host.</content>
public sealed partial class EventLoop
{
    // What a thread knows goes with the loop from thread to thread: its pools of frames, and who runs.
    private LoopThread? _guestThread;

    /// <summary>When the next timer is due on the loop's clock; null without one.</summary>
    internal long? NextTimer => Timers.Count > 0 ? Timers.NextDue : null;

    private bool HasWork => Ready.Count > 0 || _hasIncoming || (Timers.Count > 0 && Timers.NextDue <= Clock.Now);

    /// <summary>It counts as running from now on, also between turns: so its objects refuse every thread that is not in a turn.</summary>
    internal void BeginHosting()
    {
        _guestThread = new LoopThread();
        _running = true;
    }

    /// <summary>No turn comes any more.</summary>
    internal void EndHosting() => _running = false;

    /// <summary>Iterations until nothing is ready or the time is up; never waits. True: there is more to do.</summary>
    internal bool RunTurn(long quantum)
    {
        SynchronizationContext? previousContext = SynchronizationContext.Current;
        ExecutionContext? previousExecution = ExecutionContext.Capture();
        _hasLoopContext = false;
        byte local = 0;
        LoopThread? previousThread = _guestThread!.EnterTurn(this, ref local);
        try
        {
            RunIterations(Clock.Now + quantum);
        }
        finally
        {
            _stopping = false;
            LeaveTask();
            _guestThread.LeaveTurn(previousThread);
            if (previousExecution is not null)
            {
                ExecutionContext.Restore(previousExecution);
            }

            SynchronizationContext.SetSynchronizationContext(previousContext);
        }

        return HasWork;
    }

    private void RunIterations(long end)
    {
        while (HasWork)
        {
            try
            {
                RunOnce();
            }
            catch (Exception e)
            {
                // Nobody is above a turn but the host, which would end its process.
                CallExceptionHandler(new LoopErrorContext { Message = "Exception in an iteration of a hosted loop", Exception = e });
            }

            if (Clock.Now >= end)
            {
                return;
            }
        }
    }
}
