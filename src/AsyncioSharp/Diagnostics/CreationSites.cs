using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>Debug mode: where a coroutine was called. Kept beside the frames, so that normal mode pays nothing for it.</summary>
internal static class CreationSites
{
    private static readonly ConditionalWeakTable<object, string> s_sites = [];

    /// <summary>
    /// Records the stack. Not where it is deep: to walk down thousands of frames for each of thousands of coroutines that call each other
    /// is quadratic, and its top says where the recursion is, not where it began.
    /// </summary>
    internal static void Record(object frame)
    {
        // The table takes a lock now and then. That wait is not the user's.
        using (BlockingWaits.Ignore())
        {
            byte here = 0;
            s_sites.AddOrUpdate(frame, LoopThread.IsDeep(ref here) ? "(deep in the stack: not recorded)" : UserStack.Capture());
        }
    }

    internal static string? Find(object frame) => s_sites.TryGetValue(frame, out string? site) ? site : null;
}
