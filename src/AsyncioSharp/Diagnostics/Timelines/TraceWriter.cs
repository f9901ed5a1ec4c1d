using System.Text.Json;

namespace AsyncioSharp;

/// <summary>Writes events in the Trace Event Format, which Perfetto, speedscope and chrome://tracing open.</summary>
internal sealed class TraceWriter(Utf8JsonWriter json, TimelineClock clock, int process)
{
    /// <summary>The track of what runs on the loop's thread.</summary>
    internal const int LoopTrack = 1;

    /// <summary>The track of the garbage collector.</summary>
    internal const int PauseTrack = 2;

    // The tracks of tasks come behind the others.
    private const int FirstTask = 10;

    internal static int TrackOf(TaskTrace task) => FirstTask + task.Number;

    /// <summary>The name of a track, and where it stands.</summary>
    internal void Track(int track, string name)
    {
        Metadata("thread_name", track, "name", name);
        json.WriteStartObject();
        Head("M", "thread_sort_index", track);
        json.WriteStartObject("args");
        json.WriteNumber("sort_index", track);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    internal void ProcessName(string name) => Metadata("process_name", LoopTrack, "name", name);

    /// <summary>Something that takes time.</summary>
    internal void Slice(
        int track, string category, string name, long begin, long end, params ReadOnlySpan<(string Name, string Value)> arguments)
    {
        json.WriteStartObject();
        Head("X", name, track);
        json.WriteString("cat", category);
        Time("ts", begin);
        Time("dur", Math.Max(0, end - begin));
        Arguments(arguments);
        json.WriteEndObject();
    }

    /// <summary>Something that takes none.</summary>
    internal void Instant(int track, string category, string name, long time, params ReadOnlySpan<(string Name, string Value)> arguments)
    {
        json.WriteStartObject();
        Head("i", name, track);
        json.WriteString("cat", category);
        json.WriteString("s", "t");
        Time("ts", time);
        Arguments(arguments);
        json.WriteEndObject();
    }

    /// <summary>An arrow from a slice to another one. Each end lies in its slice.</summary>
    internal void Arrow(long id, string name, (int Track, long Time) from, (int Track, long Time) to)
    {
        json.WriteStartObject();
        Head("s", name, from.Track);
        json.WriteString("cat", "wake");
        json.WriteNumber("id", id);
        Time("ts", from.Time);
        json.WriteEndObject();
        json.WriteStartObject();
        Head("f", name, to.Track);
        json.WriteString("cat", "wake");
        json.WriteNumber("id", id);
        json.WriteString("bp", "e");
        Time("ts", to.Time);
        json.WriteEndObject();
    }

    /// <summary>A span of its own, from begin to end.</summary>
    internal void Span(int id, string name, int track, long begin, long end, params ReadOnlySpan<(string Name, string Value)> arguments)
    {
        json.WriteStartObject();
        Head("b", name, track);
        json.WriteString("cat", "task");
        json.WriteNumber("id", id);
        Time("ts", begin);
        Arguments(arguments);
        json.WriteEndObject();
        json.WriteStartObject();
        Head("e", name, track);
        json.WriteString("cat", "task");
        json.WriteNumber("id", id);
        Time("ts", Math.Max(begin, end));
        json.WriteEndObject();
    }

    private void Metadata(string kind, int track, string key, string value)
    {
        json.WriteStartObject();
        Head("M", kind, track);
        json.WriteStartObject("args");
        json.WriteString(key, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Head(string phase, string name, int track)
    {
        json.WriteString("ph", phase);
        json.WriteString("name", name);
        json.WriteNumber("pid", process);
        json.WriteNumber("tid", track);
    }

    private void Time(string name, long units) => json.WriteNumber(name, clock.ToMicroseconds(units));

    private void Arguments(ReadOnlySpan<(string Name, string Value)> arguments)
    {
        if (arguments.Length == 0)
        {
            return;
        }

        json.WriteStartObject("args");
        foreach ((string name, string value) in arguments)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }
}
