namespace AsyncioSharp;

/// <content>Where a task stands.</content>
public partial class LoopTask
{
    /// <summary>
    /// The coroutines that await each other inside of the task, the outermost first (asyncio's <c>get_stack</c> shows one of them only).
    /// Empty when it is done.
    /// </summary>
    public IReadOnlyList<string> AwaitStack
    {
        get
        {
            Loop.CheckThread();
            return ReadStack();
        }
    }

    /// <summary>How long it has been suspended; null when it is not known: outside of debug mode, and while it runs.</summary>
    internal TimeSpan? SuspendedFor =>
        Details is { SuspendedAt: { } since } && Loop.CurrentTaskOrNull != this ? TimeSpan.FromTicks(Loop.Clock.Now - since) : null;

    /// <summary>Where its coroutine was called; null outside of debug mode.</summary>
    internal string? CreationSite => Loop.Debug && Root is { } root ? CreationSites.Find(root) : null;

    /// <summary>Debug mode: a step of the task has ended.</summary>
    internal void NoteSuspension() => MakeDetails().SuspendedAt = Loop.Clock.Now;

    /// <summary>
    /// The same as <see cref="AwaitStack"/> for threads that look at a loop that does not answer. It may throw when the task goes on
    /// meanwhile.
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

    /// <summary>What the innermost coroutine of the task waits for.</summary>
    internal FrameWait DescribeWait() => InnermostFrame?.DescribeWait() ?? default;

    /// <summary>Whether it waits for something that does not belong to the loop, and for nothing else.</summary>
    internal bool WaitsForForeignWork => DescribeWait().Kind == WaitKind.Foreign && Details?.InnerWaits is not { Count: > 0 };
}
