namespace AsyncioSharp;

/// <summary>
/// Marks a frame that waits for a foreign awaitable: a Task, or any awaiter that is not the loop's. There are two objects per loop: one for
/// a pending wait, one for a wait whose wake-up is queued. So an awaiter that invokes its continuation twice wakes the frame only once.
/// </summary>
internal sealed class ForeignWait
{
    internal ForeignWait(EventLoop loop)
    {
        Loop = loop;
        Ended = new ForeignWait(this);
    }

    private ForeignWait(ForeignWait going)
    {
        Loop = going.Loop;
    }

    internal EventLoop Loop { get; }

    /// <summary>The object that a frame points to from the end of the wait until it resumes; null on that object itself.</summary>
    internal ForeignWait? Ended { get; }
}
