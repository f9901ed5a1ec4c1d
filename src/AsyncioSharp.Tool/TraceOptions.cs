using System.Globalization;

namespace AsyncioSharp.Tool;

/// <summary>The options of <c>asyncio trace</c>.</summary>
internal sealed record TraceOptions
{
    private const double MaxSeconds = 3600;

    internal TimeSpan Duration { get; private init; } = TimeSpan.FromSeconds(5);

    internal string File { get; private init; } = "trace.json";

    /// <summary>Null if an option is wrong. Only <c>trace</c> has options.</summary>
    internal static TraceOptions? Parse(string command, ReadOnlySpan<string> options)
    {
        var parsed = new TraceOptions();
        for (; options is [var name, var value, ..]; options = options[2..])
        {
            if (name == "--seconds" && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds)
                && seconds is > 0 and <= MaxSeconds)
            {
                parsed = parsed with { Duration = TimeSpan.FromSeconds(seconds) };
            }
            else if (name == "-o" && value.Length > 0)
            {
                parsed = parsed with { File = value };
            }
            else
            {
                return null;
            }
        }

        return options.IsEmpty && (command == "trace" || parsed == new TraceOptions()) ? parsed : null;
    }
}
