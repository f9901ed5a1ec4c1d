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
    /// <param name="frame">What is created.</param>
    /// <param name="first">A line to stand before the stack; null for none.</param>
    internal static void Record(object frame, string? first = null)
    {
        // The table may take a lock. That wait is not the user's.
        using (BlockingWaits.Ignore())
        {
            byte here = 0;
            string site = LoopThread.IsDeep(ref here) ? "(deep in the stack: not recorded)" : Join(first, UserStack.Capture());

            // Empty if no frame of the program is on the stack, as on a thread of the pool: then there is no site.
            if (site.Length > 0)
            {
                s_sites.AddOrUpdate(frame, site);
            }
        }
    }

    /// <summary>The line of a site that called the coroutine: the first line is the coroutine's own method.</summary>
    internal static string CallerIn(string site)
    {
        string[] lines = site.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines[Math.Min(1, lines.Length - 1)];
    }

    internal static string? Find(object frame) => s_sites.TryGetValue(frame, out string? site) ? site : null;

    private static string Join(string? first, string stack) => first is null ? stack : first + Environment.NewLine + stack;
}
