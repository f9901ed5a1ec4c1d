namespace AsyncioSharp;

/// <summary>
/// The loops of the process that have run and are not closed, and the totals of the closed ones. Does not keep a loop alive. Any thread.
/// </summary>
internal static class LiveLoops
{
    private static readonly Lock s_gate = new();
    private static readonly List<Entry> s_entries = []; // guarded by s_gate
    private static readonly Dictionary<string, LoopTotals> s_closed = new(StringComparer.Ordinal); // guarded by s_gate

    /// <summary>Called when a loop starts its first run.</summary>
    internal static object Add(EventLoop loop)
    {
        var entry = new Entry(loop);
        lock (s_gate)
        {
            // Loops that were collected without being closed. Their totals are kept.
            RemoveAll(static entry => !entry.Loop.TryGetTarget(out _));
            s_entries.Add(entry);
        }

        LoopMetrics.Start();
        LoopEventSource.Start();
        return entry;
    }

    /// <summary>Called when a run of the loop ends. Saves its totals, in case the loop is collected.</summary>
    internal static void Keep(object registration, EventLoop loop)
    {
        LoopTotals totals = loop.ReadTotals();
        lock (s_gate)
        {
            ((Entry)registration).Totals = totals;
        }
    }

    /// <summary>Called when the loop is closed.</summary>
    internal static void Remove(object registration, EventLoop loop)
    {
        Keep(registration, loop);
        lock (s_gate)
        {
            RemoveAll(entry => ReferenceEquals(entry, registration));
        }
    }

    /// <summary>Returns the loops that are not closed, in the order of their first runs.</summary>
    internal static IReadOnlyList<EventLoop> All()
    {
        var loops = new List<EventLoop>();
        lock (s_gate)
        {
            foreach (Entry entry in s_entries)
            {
                if (entry.Loop.TryGetTarget(out EventLoop? loop))
                {
                    loops.Add(loop);
                }
            }
        }

        return loops;
    }

    /// <summary>Returns the totals of all loops so far, by name.</summary>
    internal static Dictionary<string, LoopTotals> TotalsByName()
    {
        lock (s_gate)
        {
            var totals = new Dictionary<string, LoopTotals>(s_closed, StringComparer.Ordinal);
            foreach (Entry entry in s_entries)
            {
                Add(totals, entry.Name, entry.Loop.TryGetTarget(out EventLoop? loop) ? loop.ReadTotals() : entry.Totals);
            }

            return totals;
        }
    }

    private static void RemoveAll(Predicate<Entry> match)
    {
        foreach (Entry entry in s_entries.FindAll(match))
        {
            s_entries.Remove(entry);
            Add(s_closed, entry.Name, entry.Totals);
        }
    }

    private static void Add(Dictionary<string, LoopTotals> totals, string name, in LoopTotals more)
    {
        totals.TryGetValue(name, out LoopTotals sum);
        sum.Add(more);
        totals[name] = sum;
    }

    private sealed class Entry(EventLoop loop)
    {
        internal WeakReference<EventLoop> Loop { get; } = new(loop);

        internal string Name { get; } = loop.Name;

        internal LoopTotals Totals { get; set; }
    }
}
