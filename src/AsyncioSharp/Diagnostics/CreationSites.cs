using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>Debug mode: where a coroutine was called. Stored outside the frames, so that normal mode does not pay for it.</summary>
internal static class CreationSites
{
    private static readonly ConditionalWeakTable<object, string> s_sites = [];

    /// <summary>
    /// Records the stack, unless it is deep. Walking thousands of frames for each of thousands of nested coroutines is quadratic, and the
    /// innermost frames show the recursion, not its start.
    /// </summary>
    internal static void Record(object frame)
    {
        // The table may take a lock. That wait is not the user's.
        using (BlockingWaits.Ignore())
        {
            byte here = 0;
            s_sites.AddOrUpdate(frame, LoopThread.IsDeep(ref here) ? "(deep in the stack: not recorded)" : UserStack.Capture());
        }
    }

    internal static string? Find(object frame) => s_sites.TryGetValue(frame, out string? site) ? site : null;
}
