namespace AsyncioSharp;

/// <summary>
/// The future that gather returns. It is done when all children are, or when the first one fails. A single work item is the done callback
/// of all children; its state is the child.
/// </summary>
internal sealed class GatherFuture<TResult> : Future<TResult>
{
    private readonly bool _settled;
    private readonly Func<Future[], TResult> _collect;
    private readonly ChildDoneWorkItem _childDone;
    private Future[]? _children;
    private int _finished;
    private bool _cancelRequested;

    /// <summary>
    /// Creates a gather without children. With <paramref name="settled"/>, exceptions are results, and no child completes it early.
    /// </summary>
    internal GatherFuture(EventLoop loop, bool settled, Func<Future[], TResult> collect)
        : base(loop)
    {
        _settled = settled;
        _collect = collect;
        _childDone = new ChildDoneWorkItem(this);
    }

    /// <summary>Adds a child to wait for. Returns false if it is already done: <see cref="Begin"/> counts such children.</summary>
    internal bool Watch(Future child)
    {
        CombinatorInputs.ThrowIfForeign(child, Loop, nameof(child));
        if (child.IsDone)
        {
            return false;
        }

        child.AddCallback(_childDone);
        return true;
    }

    /// <summary>
    /// Sets the complete list of children. Children that are done count immediately: a gather of done futures is done on return (S076).
    /// </summary>
    internal void Begin(Future[] children, List<Future>? done)
    {
        _children = children;
        if (children.Length == 0)
        {
            TrySetResult(_collect(children));
        }

        foreach (Future child in done ?? [])
        {
            OnChildDone(child);
        }
    }

    /// <summary>Cancels every child. The gather completes when they have (S084 to S089).</summary>
    public override bool Cancel(string? message = null)
    {
        Loop.CheckThread();
        if (IsDone)
        {
            return false;
        }

        bool any = false;
        foreach (Future child in _children!)
        {
            any |= child.Cancel(message);
        }

        _cancelRequested |= any;
        return any;
    }

    private void OnChildDone(Future child)
    {
        if (_children is null)
        {
            // A later child was rejected, so this gather was never returned.
            return;
        }

        _finished++;
        if (IsDone)
        {
            // An exception after completion cannot be delivered. asyncio drops it too (S081).
            child.MarkRetrieved();
            return;
        }

        if (!_settled && child.Status == FutureStatus.Faulted)
        {
            TryFail(child.TakeFailure());
            return;
        }

        if (!_settled && child.IsCanceled)
        {
            TryFail(child.MakeCanceled());
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
