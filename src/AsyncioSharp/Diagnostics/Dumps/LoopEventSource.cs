using System.Diagnostics.Tracing;
using System.Globalization;

namespace AsyncioSharp;

/// <summary>
/// The event source <c>AsyncioSharp</c>, which serves <c>asyncio ps</c> and <c>asyncio pstree</c> in another process. Enabling it with the
/// arguments <c>Dump=table</c> or <c>Dump=tree</c>, and <c>Request=...</c>, makes it write the answer in parts, and then <c>DumpEnd</c>.
/// <c>Dump=record</c> and <c>Dump=timeline</c> with <c>Trace=...</c> serve <c>asyncio trace</c>.
/// </summary>
[EventSource(Name = "AsyncioSharp")]
internal sealed class LoopEventSource : EventSource
{
    // An event may hold 64 KiB.
    private const int PartLength = 8000;

    // A recording that is never fetched ends after this time.
    private const double MaxSeconds = 3600;

    private static readonly LoopEventSource s_instance = new();

    /// <summary>Creates the event source, so that tools can find it. Called at the first run of a loop.</summary>
    internal static void Start() => _ = s_instance;

    [Event(11, Keywords = Keywords.Dump)]
    private void DumpText(string request, string text) => WriteEvent(11, request, text);

    [Event(12, Keywords = Keywords.Dump)]
    private void DumpEnd(string request, int parts) => WriteEvent(12, request, parts);

    /// <summary>Called when a session starts; it may request a dump.</summary>
    protected override void OnEventCommand(EventCommandEventArgs command)
    {
        if (command.Arguments?.TryGetValue("Dump", out string? format) == true)
        {
            // Not on this thread, which serves all tools, and not on the thread pool, which may be starved.
            string request = Argument(command, "Request");
            string trace = Argument(command, "Trace");
            double seconds = double.TryParse(Argument(command, "Seconds"), CultureInfo.InvariantCulture, out double value) ? value : 0;
            Func<string> describe = format switch
            {
                "record" => () => RemoteTimeline.Start(trace, TimeSpan.FromSeconds(Math.Clamp(seconds, 0, MaxSeconds))),
                "timeline" => () => RemoteTimeline.Take(trace),
                "table" => static () => LoopDumps.Describe(DumpFormat.Table),
                _ => static () => LoopDumps.Describe(DumpFormat.Tree),
            };
            new Thread(() => Answer(request, describe)) { IsBackground = true, Name = "AsyncioSharp dump" }.Start();
        }
    }

    private static string Argument(EventCommandEventArgs command, string name) =>
        command.Arguments!.TryGetValue(name, out string? value) ? value ?? string.Empty : string.Empty;

    // The request id distinguishes this answer from a late answer to an earlier session.
    [NonEvent]
    private void Answer(string request, Func<string> describe)
    {
        string text = describe();
        int parts = 0;
        foreach (char[] part in text.Chunk(PartLength))
        {
            DumpText(request, new string(part));
            parts++;
        }

        DumpEnd(request, parts);
    }

    /// <summary>The keywords that a session can enable.</summary>
    public static class Keywords
    {
        /// <summary>Answers to dump requests.</summary>
        public const EventKeywords Dump = (EventKeywords)32;
    }
}
