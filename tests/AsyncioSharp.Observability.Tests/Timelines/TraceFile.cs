using System.Globalization;
using System.Text.Json;

namespace AsyncioSharp.Observability.Tests.Timelines;

/// <summary>A trace file, read back. Reading it checks that it follows the Trace Event Format.</summary>
internal sealed class TraceFile
{
    private readonly Dictionary<(int Process, int Track), string> _tracks = [];

    private TraceFile(IReadOnlyList<TraceEvent> events, IReadOnlyDictionary<string, string> data)
    {
        Events = events;
        foreach (TraceEvent track in events.Where(static e => e.Name == "thread_name"))
        {
            _tracks.TryAdd((track.Process, track.Track), track.Arguments["name"]);
        }

        Data = data;
    }

    internal IReadOnlyList<TraceEvent> Events { get; }

    /// <summary>What the file says about itself.</summary>
    internal IReadOnlyDictionary<string, string> Data { get; }

    internal IEnumerable<TraceEvent> Slices => Events.Where(static e => e.Phase == "X");

    /// <summary>The names of the tracks, in the order of the file.</summary>
    internal IReadOnlyList<string> Tracks => [.. Events.Where(static e => e.Name == "thread_name").Select(static e => e.Arguments["name"])];

    /// <summary>Who woke whom, as <c>waker -> woken</c>, by the names of the tracks.</summary>
    internal IReadOnlyList<string> Wakes =>
        [.. Events.Where(static e => e.Phase == "s").Select(start => $"{TrackName(start)} -> {TrackName(End(start))}")];

    internal static TraceFile Read(string path)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
        JsonElement root = json.RootElement;
        Assert.Equal("ns", root.GetProperty("displayTimeUnit").GetString());
        Dictionary<string, string> data = root.GetProperty("otherData").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!);
        TraceEvent[] events = [.. root.GetProperty("traceEvents").EnumerateArray().Select(TraceEvent.Of)];
        var file = new TraceFile(events, data);
        TraceFormat.Check(file);
        return file;
    }

    /// <summary>The slices of a track by name, in the order of time, without the moments in which a task is only ready.</summary>
    internal IReadOnlyList<string> On(string track) =>
        [.. Slices.Where(e => TrackName(e) == track && e.Category != "ready").OrderBy(static e => e.Time).Select(static e => e.Name)];

    internal TraceEvent Life(string task) => Events.Single(e => e.Phase == "b" && e.Name == task);

    internal TraceEvent EndOfLife(string task) => Events.Single(e => e.Phase == "e" && e.Name == task);

    internal TraceEvent End(TraceEvent start) => Events.Single(e => e.Phase == "f" && e.Id == start.Id && e.Process == start.Process);

    internal string TrackName(TraceEvent e) => _tracks[(e.Process, e.Track)];

    /// <summary>One event.</summary>
    internal sealed record TraceEvent(string Phase, string Name, int Process, int Track)
    {
        public string Category { get; init; } = string.Empty;

        public decimal Time { get; init; }

        public decimal Duration { get; init; }

        public long Id { get; init; }

        public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

        internal decimal End => Time + Duration;

        internal static TraceEvent Of(JsonElement e) => new(
            e.GetProperty("ph").GetString()!, e.GetProperty("name").GetString()!, e.GetProperty("pid").GetInt32(), e.GetProperty("tid").GetInt32())
        {
            Category = e.TryGetProperty("cat", out JsonElement category) ? category.GetString()! : string.Empty,
            Time = e.TryGetProperty("ts", out JsonElement time) ? time.GetDecimal() : -1,
            Duration = e.TryGetProperty("dur", out JsonElement duration) ? duration.GetDecimal() : -1,
            Id = e.TryGetProperty("id", out JsonElement id) ? id.GetInt64() : -1,
            Arguments = e.TryGetProperty("args", out JsonElement arguments)
                ? arguments.EnumerateObject().ToDictionary(static p => p.Name, Text)
                : new Dictionary<string, string>(),
        };

        private static string Text(JsonProperty p) =>
            p.Value.ValueKind == JsonValueKind.String ? p.Value.GetString()! : p.Value.GetInt64().ToString(CultureInfo.InvariantCulture);
    }
}
