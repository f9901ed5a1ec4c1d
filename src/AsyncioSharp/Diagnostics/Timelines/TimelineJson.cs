using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AsyncioSharp;

/// <summary>Timelines as a trace file. Each loop is a process in it, and its tasks are the threads.</summary>
internal static class TimelineJson
{
    // To flush now and then: a full recording is some ten megabytes.
    private const int FlushAbove = 1 << 20;

    private static readonly JsonWriterOptions s_options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    internal static void Write(Stream stream, params IReadOnlyList<TimelineData> loops)
    {
        using var json = new Utf8JsonWriter(stream, s_options);
        json.WriteStartObject();
        json.WriteString("displayTimeUnit", "ns");
        json.WriteStartObject("otherData");
        json.WriteString("recorded by", "AsyncioSharp");
        json.WriteString("dropped events", loops.Sum(static loop => loop.Ring.First).ToString(CultureInfo.InvariantCulture));
        json.WriteEndObject();
        json.WriteStartArray("traceEvents");
        for (int i = 0; i < loops.Count; i++)
        {
            WriteLoop(json, loops[i], i + 1);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteLoop(Utf8JsonWriter json, TimelineData data, int process)
    {
        var trace = new TraceWriter(json, data.Clock, process);
        string seed = data.Seed is { } value ? FormattableString.Invariant($", seed {value}") : string.Empty;
        trace.ProcessName($"event loop '{data.LoopName}'{seed}{(data.Clock.IsVirtual ? ", virtual time" : string.Empty)}");
        trace.Track(TraceWriter.LoopTrack, "event loop");
        if (data.Ring.First > 0)
        {
            string dropped = FormattableString.Invariant($"{data.Ring.First} earlier events were dropped: a recording keeps the last {data.Ring.Count - data.Ring.First}");
            trace.Instant(TraceWriter.LoopTrack, "recording", dropped, data.Began);
        }

        var tasks = new TaskTracks(data, trace);
        var loop = new LoopTrack(data, trace);
        foreach ((long number, TimelineEvent item) in data.Events())
        {
            loop.Add(number, item);
            if (item.Task is not null)
            {
                tasks.Add(item);
            }

            if (json.BytesPending > FlushAbove)
            {
                json.Flush();
            }
        }

        tasks.Finish();
    }
}
