namespace AsyncioSharp;

/// <summary>
/// What stands in the ready queue: a suspended frame, a callback, a combinator's child callback. One virtual call runs it, so a hop needs no
/// delegate and no closure.
/// </summary>
internal abstract class WorkItem
{
    /// <summary>Which entry of the timer queue is this item's live one; 0 when it waits for no time. Cancelling a timer is setting 0.</summary>
    internal long TimerId;

    /// <summary>The task that it resumes, for those who ask who awaits what.</summary>
    internal virtual LoopTask? Resumes => null;

    /// <summary>The future that it works towards, for those who ask who awaits what.</summary>
    internal virtual Future? Completes => null;

    /// <summary>Runs the item. <paramref name="state"/> is the future whose completion queued it, <see cref="TimerQueue.Fired"/>, or null.</summary>
    internal abstract void Run(EventLoop loop, object? state);

    /// <summary>The loop was closed before it could run this. Overridden where another thread may wait for what it does.</summary>
    internal virtual void Abandon(EventLoop loop, object? state)
    {
    }
}
