namespace AsyncioSharp;

/// <summary>
/// An entry of the ready queue: a suspended frame, a callback, a combinator's child callback. One virtual call runs it, so queuing it needs
/// no delegate and no closure.
/// </summary>
internal abstract class WorkItem
{
    /// <summary>The id of this item's live entry in the timer queue, or 0 if it has none. Setting it to 0 cancels the timer.</summary>
    internal long TimerId;

    /// <summary>The task that the item resumes, for await graphs.</summary>
    internal virtual LoopTask? Resumes => null;

    /// <summary>The future that the item helps to complete, for await graphs.</summary>
    internal virtual Future? Completes => null;

    /// <summary>
    /// Runs the item. <paramref name="state"/> is the future whose completion queued it, <see cref="TimerQueue.Fired"/>, or null.
    /// </summary>
    internal abstract void Run(EventLoop loop, object? state);

    /// <summary>Called when the loop is closed before it ran the item. Overridden where another thread may wait for the item.</summary>
    internal virtual void Abandon(EventLoop loop, object? state)
    {
    }
}
