using System.Text.Encodings.Web;
using System.Text.Json;

namespace AsyncioSharp.Conformance;

/// <summary>Programs in, traces out, one JSON object a line each.</summary>
public static class TraceRunner
{
    // As json.dumps writes it: nothing is escaped that need not be.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Runs every program of the input on a loop of a thread.</summary>
    public static void Run(TextReader input, Stream output) => Run(input, output, static () => new LoopDriver());

    /// <summary>The same on guest loops: each iteration is a turn that a host gives on one of two threads.</summary>
    public static void RunAsGuests(TextReader input, Stream output)
    {
        using var threads = new ThreadPair();
        Run(input, output, () => new GuestDriver(threads));
    }

    /// <summary>The trace of one program.</summary>
    public static IReadOnlyList<string> Run(string program)
    {
        using JsonDocument document = JsonDocument.Parse(program);
        return Interpreter.Run(document.RootElement, new LoopDriver());
    }

    private static void Run(TextReader input, Stream output, Func<LoopDriver> createDriver)
    {
        using var writer = new Utf8JsonWriter(output, s_options);
        while (input.ReadLine() is { } line)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            using JsonDocument program = JsonDocument.Parse(line);
            Write(writer, program.RootElement, Interpreter.Run(program.RootElement, createDriver()));
            output.WriteByte((byte)'\n');
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement program, IReadOnlyList<string> trace)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("id");
        program.GetProperty("id").WriteTo(writer);
        writer.WriteStartArray("trace");
        foreach (string line in trace)
        {
            writer.WriteStringValue(line);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        writer.Reset();
    }
}
