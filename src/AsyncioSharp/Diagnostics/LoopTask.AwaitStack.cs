namespace AsyncioSharp;

/// <content>The await stack of a task.</content>
public partial class LoopTask
{
    /// <summary>
    /// The chain of coroutines in the task, outermost first (asyncio's <c>get_stack</c> returns only one of them). Empty if the task is
    /// done.
    /// </summary>
    /// <exception cref="InvalidOperationException">The loop is running on another thread.</exception>
    public IReadOnlyList<string> AwaitStack
    {
        get
        {
            Loop.CheckThread();
            return ReadStack();
        }
    }

    /// <summary>How long the task has been suspended; null if unknown: outside debug mode, and while the task is running.</summary>
    internal TimeSpan? SuspendedFor =>
        Details is { SuspendedAt: { } since } && Loop.CurrentTaskOrNull != this ? TimeSpan.FromTicks(Loop.Clock.Now - since) : null;

    /// <summary>Where the task's coroutine was called; null outside debug mode.</summary>
    internal string? CreationSite => Loop.Debug && Root is { } root ? CreationSites.Find(root) : null;

    /// <summary>Debug mode: records that a step of the task has ended.</summary>
    internal void NoteSuspension() => MakeDetails().SuspendedAt = Loop.Clock.Now;

    /// <summary>
    /// Like <see cref="AwaitStack"/>, for other threads that inspect an unresponsive loop. It may throw if the task resumes meanwhile.
    /// </summary>
    internal IReadOnlyList<string> ReadStack()
    {
        var names = new List<string>();
        for (Frame? frame = Root; frame is not null; frame = frame.WaitingOn as Frame)
        {
            if (!frame.IsTransparent || (frame.WaitingOn is not Frame && names.Count == 0))
            {
                names.Add(frame.Name);
            }
        }

        return names;
    }

    /// <summary>Describes the wait of the task's innermost coroutine.</summary>
    internal FrameWait DescribeWait() => InnermostFrame?.DescribeWait() ?? default;

    /// <summary>Whether the task waits for something that no loop object can end, as far as is known.</summary>
    /// <remarks>
    /// A coroutine that awaits a plain async method has a foreign wait, although the method itself may wait for a loop object. Each such
    /// method has one inner wait. So if there are more foreign waits than inner waits, one of them is for something else.
    /// </remarks>
    internal bool WaitsForForeignWork => ForeignFrames.Count() > InnerWaits.Count;

    /// <summary>Whether the task has a foreign wait that may be for a plain async method, which waits for a loop object.</summary>
    internal bool MayWaitForForeignWork => ForeignFrames.Any();

    /// <summary>The frames with foreign waits: of the task itself, and of coroutines that its plain async methods await.</summary>
    internal IEnumerable<Frame> ForeignFrames =>
        InnerWaits.Select(static wait => wait.Innermost).Prepend(InnermostFrame).OfType<Frame>()
            .Where(static frame => frame.DescribeWait().Kind == WaitKind.Foreign);
}
