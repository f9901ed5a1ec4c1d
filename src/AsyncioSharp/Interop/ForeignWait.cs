namespace AsyncioSharp;

/// <summary>
/// Marks a frame that waits on something that is not ours (a Task, any awaiter). Two objects a loop: one for a wait that goes on, one for a
/// wait whose wake-up is queued, so that an awaiter that calls its continuation twice wakes the frame once.
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

    /// <summary>What the frame points to from the end of the wait until it resumes; null for that object itself.</summary>
    internal ForeignWait? Ended { get; }
}
