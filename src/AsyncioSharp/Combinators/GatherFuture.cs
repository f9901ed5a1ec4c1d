namespace AsyncioSharp;

/// <summary>
/// The future that gather returns: done when all children are, or when the first one fails. One object is the done callback of all
/// children; which child it was comes as the state.
/// </summary>
internal sealed class GatherFuture<TResult> : Future<TResult>
{
    private readonly Future[] _children;
    private readonly bool _settled;
    private readonly Func<Future[], TResult> _collect;
    private int _finished;
    private bool _cancelRequested;

    private GatherFuture(EventLoop loop, Future[] children, bool settled, Func<Future[], TResult> collect)
        : base(loop)
    {
        _children = children;
        _settled = settled;
        _collect = collect;
    }

    /// <summary>Gathers children, which are of one loop. <paramref name="settled"/>: errors are results, and no child ends it early.</summary>
    internal static Future<TResult> Create(EventLoop loop, Future[] children, bool settled, Func<Future[], TResult> collect)
    {
        foreach (Future child in children)
        {
            CombinatorInputs.ThrowIfForeign(child, loop, nameof(children));
        }

        var outer = new GatherFuture<TResult>(loop, children, settled, collect);
        if (children.Length == 0)
        {
            outer.TrySetResult(collect(children));
            return outer;
        }

        var item = new ChildDoneWorkItem(outer);
        List<Future>? done = null;
        foreach (Future child in children)
        {
            if (child.IsDone)
            {
                (done ??= []).Add(child);
            }
            else
            {
                child.AddCallback(item);
            }
        }

        // Children that are done already count at once: a gather of done futures is done when it returns (S076).
        foreach (Future child in done ?? [])
        {
            outer.OnChildDone(child);
        }

        return outer;
    }

    /// <summary>Cancels every child. The gather itself ends when they have (S084 to S089).</summary>
    public override bool Cancel(string? message = null)
    {
        Loop.CheckThread();
        if (IsDone)
        {
            return false;
        }

        bool any = false;
        foreach (Future child in _children)
        {
            any |= child.Cancel(message);
        }

        _cancelRequested |= any;
        return any;
    }

    private void OnChildDone(Future child)
    {
        _finished++;
        if (IsDone)
        {
            // An exception after the end has nobody to go to. asyncio drops it too (S081).
            child.MarkRetrieved();
            return;
        }

        if (!_settled && child.Status != FutureStatus.Succeeded)
        {
            TryFail(child.TakeError()!);
            return;
        }

        if (_finished < _children.Length)
        {
            return;
        }

        if (_cancelRequested)
        {
            TryFail(child.IsCanceled ? child.MakeCanceled() : new LoopCanceledException());
            return;
        }

        TrySetResult(_collect(_children));
    }

    private sealed class ChildDoneWorkItem(GatherFuture<TResult> outer) : WorkItem
    {
        internal override Future? Completes => outer;

        internal override void Run(EventLoop loop, object? state) => outer.OnChildDone((Future)state!);
    }
}
