namespace AsyncioSharp;

/// <summary>
/// The body of a primitive's coroutine, written by hand: try, else wait in line, then try again or give up. As a state machine it would cost
/// twice as much, and a cancelled wait would throw on its way through it.
/// </summary>
internal abstract class WaitingFrame<T> : ResultFrame<T>
{
    private readonly Waiter _waiter;

    private protected WaitingFrame(FramePool pool)
        : base(pool)
    {
        _waiter = new Waiter(this);
    }

    internal sealed override object? WaitingIn => _waiter.State == WaiterState.Waiting ? Primitive : null;

    /// <summary>The line to wait in.</summary>
    private protected abstract ref WaitQueue Line { get; }

    /// <summary>The primitive, for messages.</summary>
    private protected abstract object Primitive { get; }

    internal sealed override void MoveNext(EventLoop loop)
    {
        if (_waiter.State == WaiterState.Idle)
        {
            Try(isTurn: false);
        }
        else if (EndWait(loop))
        {
            Try(isTurn: true);
        }
        else
        {
            return;
        }

        if (State == FrameState.Completed)
        {
            ReleaseReferences();
            return;
        }

        WaitInQueue(loop);
    }

    // Not the running loop: what a run left behind is cancelled between runs, at the shutdown.
    internal sealed override bool CancelWait(string? message) => _waiter.Cancel(Task?.Loop ?? EventLoop.CurrentOrThrow(), message);

    /// <summary>The first try: completes the frame, or leaves it to wait.</summary>
    private protected abstract void TryNow();

    /// <summary>Our turn: completes the frame, or leaves it to wait again.</summary>
    private protected abstract void OnWoken();

    /// <summary>The wait was cancelled. When it was our turn already (<paramref name="wasWoken"/>), it has to be passed on.</summary>
    private protected abstract void OnCanceled(bool wasWoken);

    /// <summary>What the await throws when the wait was canceled.</summary>
    private protected virtual Exception MakeCancellation(string? message) => new LoopCanceledException(message);

    /// <summary>Drops the references to the primitive, before the frame goes to its pool.</summary>
    private protected abstract void ReleaseReferences();

    internal sealed override void DiscardBody() => ReleaseReferences();

    // A queue's comparer is the user's, and may throw: into the await, not into the loop.
    private void Try(bool isTurn)
    {
        try
        {
            if (isTurn)
            {
                OnWoken();
            }
            else
            {
                TryNow();
            }
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    // Resumed: leaves the line. False when the wait was cancelled, and with it the frame.
    private bool EndWait(EventLoop loop)
    {
        bool wasWoken = _waiter.State == WaiterState.Woken;
        Exception? error = loop.Injected ?? (wasWoken ? null : MakeCancellation(_waiter.CancelMessage));
        loop.Injected = null;
        _waiter.State = WaiterState.Idle;
        _waiter.CancelMessage = null;
        Line.Remove(_waiter);
        if (error is null)
        {
            return true;
        }

        Fail(error);
        OnCanceled(wasWoken);
        ReleaseReferences();
        return false;
    }

    // A primitive that belongs to another loop refuses the waiter; that is an error of this await, not of the loop.
    private void WaitInQueue(EventLoop loop)
    {
        ref WaitQueue line = ref Line;
        if (!line.TryBind(loop))
        {
            Fail(WaitQueue.OtherLoop(Primitive));
            ReleaseReferences();
            return;
        }

        line.Add(_waiter);
        SetTask(loop.CurrentTaskOrNull);
        Task?.AfterSuspend(this);
    }
}
