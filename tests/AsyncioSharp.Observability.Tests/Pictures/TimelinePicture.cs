using AsyncioSharp.Observability.Tests.Timelines;

namespace AsyncioSharp.Observability.Tests.Pictures;

/// <summary>
/// Draws a recording: a row for each task, and arrows from wakers to the tasks that they wake. Not to scale: each moment at which something
/// happens is a column, because a step takes a microsecond and a sleep takes thousands.
/// </summary>
internal static class TimelinePicture
{
    private const int Column = 56;
    private const int Row = 44;
    private const int Box = 24;
    private const int Left = 90;
    private const int Top = 30;

    internal static string Draw(TraceFile trace)
    {
        string[] tracks = [.. trace.Tracks.Where(IsOfTheProgram)];
        TraceFile.TraceEvent[] slices = [.. trace.Slices.Where(e => tracks.Contains(trace.TrackName(e)))];
        decimal[] times = [.. slices.SelectMany(static e => new[] { e.Time, e.End }).Distinct().Order()];
        var svg = new Svg("The timeline of two tasks that wait for each other's lock", Left + (times.Length * Column), Top + (tracks.Length * Row));
        svg.Text(8, 18, "runs / waits / ready; arrows: who wakes whom; not to scale", "q");
        for (int i = 0; i < tracks.Length; i++)
        {
            svg.Line(8, Y(i) + Row - 10, Left + (times.Length * Column) - 8, Y(i) + Row - 10, "r");
            svg.Text(8, Y(i) + 17, tracks[i]);
        }

        foreach (TraceFile.TraceEvent slice in slices)
        {
            Draw(svg, slice, Y(Array.IndexOf(tracks, trace.TrackName(slice))), X(slice.Time), X(slice.End));
        }

        foreach (TraceFile.TraceEvent start in trace.Events.Where(static e => e.Phase == "s"))
        {
            TraceFile.TraceEvent end = trace.End(start);
            (int from, int to) = (Array.IndexOf(tracks, trace.TrackName(start)), Array.IndexOf(tracks, trace.TrackName(end)));
            if (from >= 0 && to >= 0 && from != to)
            {
                svg.Arrow(X(start.Time) + (Column / 2), from < to ? Y(from) + Box : Y(from), X(end.Time), from < to ? Y(to) : Y(to) + Box);
            }
        }

        return svg.ToString();

        // The beginning of the column of a moment; what happens inside of a step is in its column.
        double X(decimal time) => Left + (Math.Max(0, Array.FindLastIndex(times, t => t <= time)) * Column);
    }

    // The loop has a track, too, and a task of its own at the end of the run.
    private static bool IsOfTheProgram(string track) => track != "event loop" && !track.StartsWith(nameof(EventLoop), StringComparison.Ordinal);

    private static int Y(int track) => Top + (track * Row);

    private static void Draw(Svg svg, TraceFile.TraceEvent slice, int y, double x, double end)
    {
        string style = slice.Category switch { "task" => "runs", "wait" => "waits", _ => "ready" };
        svg.Box(x + 1, y, Math.Max(4, end - x - 2), Box, style);
        int room = (int)((end - x - 8) / Svg.Character);
        string name = slice.Name.Replace("waits: ", "", StringComparison.Ordinal);
        if (style != "ready" && room >= Math.Min(4, name.Length))
        {
            svg.Text(x + 5, y + 17, name.Length <= room ? name : name[..(room - 1)] + "…");
        }
    }
}
