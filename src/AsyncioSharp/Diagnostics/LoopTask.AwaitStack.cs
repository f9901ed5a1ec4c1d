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
    }

    /// <summary>Whether it waits for something that is not of the loop, and only for that.</summary>
    internal bool WaitsForForeignWork => InnermostFrame?.WaitingOn is ForeignWait && Details?.InnerWaits is not { Count: > 0 };
}
