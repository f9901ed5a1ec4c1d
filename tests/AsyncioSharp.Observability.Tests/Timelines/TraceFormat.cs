namespace AsyncioSharp.Observability.Tests.Timelines;

/// <summary>The rules of the Trace Event Format that viewers rely on.</summary>
internal static class TraceFormat
{
    internal static void Check(TraceFile file)
    {
        foreach (TraceFile.TraceEvent e in file.Events)
        {
            CheckFields(e);
        }

        foreach (IGrouping<(int, int), TraceFile.TraceEvent> track in file.Slices.GroupBy(static e => (e.Process, e.Track)))
        {
            CheckNesting(track);
        }

        CheckTracksHaveNames(file);
        CheckArrows(file);
        CheckSpans(file);
    }

    private static void CheckFields(TraceFile.TraceEvent e)
    {
        Assert.Contains(e.Phase, (string[])["X", "M", "i", "s", "f", "b", "e"]);
        Assert.NotEmpty(e.Name);
        Assert.True(e.Phase == "M" || e.Time >= 0, $"{e} has no time");
        Assert.True(e.Phase == "M" || e.Category.Length > 0, $"{e} has no category");
        Assert.Equal(e.Phase == "X", e.Duration >= 0);
        Assert.Equal(e.Phase is "s" or "f" or "b" or "e", e.Id >= 0);
    }

    // Slices of one track lie beside each other or inside each other: what overlaps otherwise is not drawn.
    private static void CheckNesting(IEnumerable<TraceFile.TraceEvent> slices)
    {
        var open = new Stack<TraceFile.TraceEvent>();
        foreach (TraceFile.TraceEvent slice in slices.OrderBy(static e => e.Time).ThenByDescending(static e => e.Duration))
        {
            while (open.TryPeek(out TraceFile.TraceEvent? before) && before.End <= slice.Time)
            {
                open.Pop();
            }

            Assert.True(!open.TryPeek(out TraceFile.TraceEvent? outer) || slice.End <= outer.End, $"{slice} overlaps {outer}");
            open.Push(slice);
        }
    }

    private static void CheckTracksHaveNames(TraceFile file)
    {
        Assert.Equal(file.Events.Select(static e => e.Process).Distinct().Count(), file.Events.Count(static e => e.Name == "process_name"));
        HashSet<(int, int)> named = [.. file.Events.Where(static e => e.Name == "thread_name").Select(static e => (e.Process, e.Track))];
        Assert.Equal(named.Count, file.Events.Count(static e => e.Name == "thread_name"));
        Assert.DoesNotContain(file.Events, e => !named.Contains((e.Process, e.Track)));
    }

    // One begin and one end each, in this order, and both in a slice, which is what they are bound to.
    private static void CheckArrows(TraceFile file)
    {
        Dictionary<(int Process, int Track), TraceFile.TraceEvent[]> slices = file.Slices
            .GroupBy(static e => (e.Process, e.Track))
            .ToDictionary(static track => track.Key, static track => track.OrderBy(static e => e.Time).ToArray());
        foreach (IGrouping<(int, long), TraceFile.TraceEvent> arrow in file.Events.Where(static e => e.Phase is "s" or "f").GroupBy(static e => (e.Process, e.Id)))
        {
            TraceFile.TraceEvent start = Assert.Single(arrow, static e => e.Phase == "s");
            TraceFile.TraceEvent end = Assert.Single(arrow, static e => e.Phase == "f");
            Assert.True(start.Time <= end.Time, $"{start} is after {end}");
            Assert.All(arrow, e => Assert.True(IsIn(slices[(e.Process, e.Track)], e.Time), $"{e} is in no slice"));
        }
    }

    private static bool IsIn(TraceFile.TraceEvent[] slices, decimal time)
    {
        // The first that begins later; what contains the time stands before it.
        int low = 0;
        for (int high = slices.Length; low < high;)
        {
            int middle = (low + high) / 2;
            (low, high) = slices[middle].Time <= time ? (middle + 1, high) : (low, middle);
        }

        while (low > 0 && slices[low - 1].End < time)
        {
            low--;
        }

        return low > 0;
    }

    private static void CheckSpans(TraceFile file)
    {
        foreach (IGrouping<(int, long), TraceFile.TraceEvent> span in file.Events.Where(static e => e.Phase is "b" or "e").GroupBy(static e => (e.Process, e.Id)))
        {
            TraceFile.TraceEvent begin = Assert.Single(span, static e => e.Phase == "b");
            TraceFile.TraceEvent end = Assert.Single(span, static e => e.Phase == "e");
            Assert.True(begin.Time <= end.Time, $"{begin} is after {end}");
            Assert.Equal((begin.Name, begin.Category), (end.Name, end.Category));
        }
    }
}
