namespace AsyncioSharp;

/// <summary>
/// The body of a primitive's coroutine, written by hand: try, else wait in line, then try again or give up. As a state machine it would cost
/// twice as much, and a cancelled wait would throw on its way through it.
/// </summary>
internal abstract class WaitingFrame<T>(FramePool pool) : ResultFrame<T>(pool)
{
    private Waiter? _waiter;

    /// <summary>The line to wait in.</summary>
    private protected abstract ref WaiterQueue Line { get; }

    /// <summary>The primitive, for messages.</summary>
    private protected abstract object Primitive { get; }

    internal sealed override void MoveNext(EventLoop loop)
    {
        if (_waiter is { } waiter)
        {
            _waiter = null;
            bool wasWoken = waiter is { IsDone: true, IsCanceled: false };
            Exception? error = loop.Injected ?? (waiter.IsCanceled ? waiter.MakeCanceled() : null);
            loop.Injected = null;
            Line.Remove(waiter);
            waiter.Recycle();
            if (error is not null)
            {
                Fail(error);
                OnCanceled(wasWoken);
                Forget();
                return;
            }

            Try(isTurn: true);
        }
        else
        {
            Try(isTurn: false);
        }

        if (State == FrameState.Completed)
        {
            Forget();
            return;
        }

        WaitInLine(loop);
    }

    /// <summary>The first try: completes the frame, or leaves it to wait.</summary>
    private protected abstract void TryNow();

    /// <summary>Our turn: completes the frame, or leaves it to wait again.</summary>
    private protected abstract void OnWoken();

    /// <summary>The wait was cancelled. When it was our turn already (<paramref name="wasWoken"/>), it has to be passed on.</summary>
    private protected abstract void OnCanceled(bool wasWoken);

    /// <summary>Drops the references to the primitive, before the frame goes to its pool.</summary>
    private protected abstract void Forget();

    internal sealed override void Discard() => Forget();

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

    // A primitive that belongs to another loop refuses the waiter; that is an error of this await, not of the loop.
    private void WaitInLine(EventLoop loop)
    {
        if (!Line.TryAdd(loop, Primitive, out Waiter? waiter))
        {
            Fail(WaiterQueue.OtherLoop(Primitive));
            Forget();
            return;
        }

        _waiter = waiter;
        waiter.SuspendFrame(loop, this);
    }
}
