namespace AsyncioSharp;

/// <summary>
/// The future that shield returns. It completes with the inner one's outcome; canceling it does not cancel the inner one.
/// </summary>
internal sealed class ShieldFuture<T> : Future<T>
{
    private readonly Future _inner;
    private readonly Func<Future, T> _result;
    private readonly Item _item;

    private ShieldFuture(Future inner, Func<Future, T> result)
        : base(inner.Loop)
    {
        _inner = inner;
        _result = result;
        _item = new Item(this);
    }

    internal static ShieldFuture<T> Create(Future inner, Func<Future, T> result)
    {
        var outer = new ShieldFuture<T>(inner, result);
        if (inner.IsDone)
        {
            outer.Copy();
        }
        else
        {
            inner.AddCallback(outer._item);
        }

        return outer;
    }

    /// <summary>Cancels this future only.</summary>
    public override bool Cancel(string? message = null)
    {
        Loop.CheckThread();
        if (IsDone)
        {
            MarkRetrieved();
            return false;
        }

        // Queued before the waiters, like asyncio's done callback of the outer future.
        Loop.Enqueue(_item, this);
        return TryComplete(FutureStatus.Canceled, message);
    }

    // The shield no longer waits for the inner future, so a later exception must be reported (S142).
    private void LetGo()
    {
        if (!_inner.IsDone)
        {
            _inner.RemoveCallback(_item);
            _inner.ReportsFailure = true;
        }
    }

    private void OnInnerDone()
    {
        if (!IsDone)
        {
            Copy();
        }
        else if (_inner.Status == FutureStatus.Faulted && !_inner.HasFailedBeforeOthers)
        {
            _inner.ReportShieldedFailure();
        }
    }

    private void Copy()
    {
        switch (_inner.Status)
        {
            case FutureStatus.Canceled:
                TryCancel(_inner.MakeCanceled());
                break;
            case FutureStatus.Faulted:
                TryFail(_inner.TakeFailure());
                break;
            default:
                TrySetResult(_result(_inner));
                break;
        }
    }

    /// <summary>The done callback of both futures; its state is the completed one.</summary>
    private sealed class Item(ShieldFuture<T> outer) : WorkItem
    {
        internal override Future? Completes => outer;

        internal override void Run(EventLoop loop, object? state)
        {
            if (ReferenceEquals(state, outer))
            {
                outer.LetGo();
            }
            else
            {
                outer.OnInnerDone();
            }
        }
    }
}
