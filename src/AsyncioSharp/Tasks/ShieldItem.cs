namespace AsyncioSharp;

/// <summary>Connects a shield's two futures: the done callback of both.</summary>
internal sealed class ShieldItem : WorkItem
{
    private readonly Future _inner;
    private readonly Future _outer;
    private readonly Action _copyResult;

    private ShieldItem(Future inner, Future outer, Action copyResult)
    {
        _inner = inner;
        _outer = outer;
        _copyResult = copyResult;
    }

    internal static void Connect(Future inner, Future outer, Action copyResult)
    {
        var item = new ShieldItem(inner, outer, copyResult);
        if (inner.IsDone)
        {
            item.Copy();
        }
        else
        {
            // It stays registered when the outer is cancelled: the inner's exception still needs somebody to tell.
            inner.AddCallback(item);
        }
    }

    internal override void Run(EventLoop loop, object? state)
    {
        if (!_outer.IsDone)
        {
            Copy();
        }
        else if (_inner.Status == FutureStatus.Faulted)
        {
            Exception error = _inner.TakeError()!;
            loop.EnterCallback(null);
            loop.CallExceptionHandler(new LoopErrorContext
            {
                Message = $"{error.GetType().Name} exception in shielded future",
                Exception = error,
                Future = _inner,
            });
        }
    }

    private void Copy()
    {
        switch (_inner.Status)
        {
            case FutureStatus.Canceled:
                _outer.TryCancel(_inner.MakeCanceled());
                break;
            case FutureStatus.Faulted:
                _outer.TryFail(_inner.TakeError()!);
                break;
            default:
                _copyResult();
                break;
        }
    }
}
