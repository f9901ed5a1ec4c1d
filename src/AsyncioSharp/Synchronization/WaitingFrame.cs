namespace AsyncioSharp;

/// <summary>
/// The hand-written body of a primitive's coroutine: try, otherwise wait in the queue, then try again or give up. A state machine would
/// cost twice as much, and a canceled wait would have to throw through it.
/// </summary>
internal abstract class WaitingFrame<T> : ResultFrame<T>
{
    private readonly Waiter _waiter;

    private protected WaitingFrame(FramePool pool)
        : base(pool)
    {
        _waiter = new Waiter(this);
    }

    /// <summary>The wait queue of the primitive.</summary>
    private protected abstract ref WaitQueue Queue { get; }

    /// <summary>The primitive, for messages.</summary>
    private protected abstract object Primitive { get; }

    internal sealed override FrameWait DescribeWait() =>
        _waiter.State == WaiterState.Waiting ? new(WaitKind.Primitive, Primitive) : default;

    internal sealed override bool MoveNext(EventLoop loop)
    {
        if (_waiter.State == WaiterState.Idle)
        {
            Try(isTurn: false);
        }
        else if (EndWait(loop))
        {
            Try(isTurn: true);
        }

        if (State < FrameState.Completed && TryWaitInQueue(loop))
        {
            return false;
        }

        ReleaseReferences();
        return true;
    }

    // Not the running loop: tasks left over from a run are canceled between runs, during the shutdown.
    internal sealed override bool CancelWait(string? message) => _waiter.Cancel(Task?.Loop ?? EventLoop.CurrentOrThrow(), message);

    /// <summary>First attempt: completes the frame, or leaves it to wait.</summary>
    private protected abstract void TryNow();

    /// <summary>Called when the waiter's turn has come: completes the frame, or leaves it to wait again.</summary>
    private protected abstract void OnWoken();

    /// <summary>The wait was canceled. If the waiter's turn had already come (<paramref name="wasWoken"/>), it must be passed on.</summary>
    private protected abstract void OnCanceled(bool wasWoken);

    /// <summary>Creates the exception that the await throws after a cancellation.</summary>
    private protected virtual Exception MakeCancellation(string? message) => new LoopCanceledException(message);

    /// <summary>Clears the references to the primitive before the frame returns to its pool.</summary>
    private protected abstract void ReleaseReferences();

    internal sealed override void DiscardBody() => ReleaseReferences();

    // A queue's comparer is user code and may throw: the exception goes to the await, not to the loop.
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

    // On resumption: leaves the queue. Returns false if the wait, and with it the frame, was canceled.
    private bool EndWait(EventLoop loop)
    {
        bool wasWoken = _waiter.State == WaiterState.Woken;
        Exception? error = loop.TakeInjected() ?? (wasWoken ? null : MakeCancellation(_waiter.CancelMessage));
        _waiter.State = WaiterState.Idle;
        _waiter.CancelMessage = null;
        Queue.Remove(_waiter);
        if (error is null)
        {
            return true;
        }

        Fail(error);
        OnCanceled(wasWoken);
        return false;
    }

    // A primitive that belongs to another loop rejects the waiter; that is an error of this await, not of the loop.
    private bool TryWaitInQueue(EventLoop loop)
    {
        ref WaitQueue queue = ref Queue;
        if (!queue.TryBind(loop))
        {
            Fail(WaitQueue.OtherLoop(Primitive));
            return false;
        }

        queue.Add(_waiter);
        SetTask(loop.CurrentTaskOrNull);
        Task?.AfterSuspend(this);
        return true;
    }
}
