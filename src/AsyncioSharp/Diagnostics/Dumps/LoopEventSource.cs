using System.Diagnostics.Tracing;

namespace AsyncioSharp;

/// <summary>
/// The event source <c>AsyncioSharp</c>, which serves <c>asyncio ps</c> and <c>asyncio pstree</c> in another process. Enabling it with the
/// arguments <c>Dump=table</c> or <c>Dump=tree</c>, and <c>Request=...</c>, makes it write the answer in parts, and then <c>DumpEnd</c>.
/// </summary>
[EventSource(Name = "AsyncioSharp")]
internal sealed class LoopEventSource : EventSource
{
    // An event may hold 64 KiB.
    private const int PartLength = 8000;

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
            string request = command.Arguments.TryGetValue("Request", out string? id) ? id ?? string.Empty : string.Empty;
            new Thread(() => Answer(request, format)) { IsBackground = true, Name = "AsyncioSharp dump" }.Start();
        }
    }

    // The request id distinguishes this answer from a late answer to an earlier session.
    private void Answer(string request, string? format)
    {
        string text = LoopDumps.Describe(format == "table" ? DumpFormat.Table : DumpFormat.Tree);
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
