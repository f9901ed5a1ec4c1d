using System.Diagnostics.Tracing;

namespace AsyncioSharp;

/// <summary>
/// The event source <c>AsyncioSharp</c>: the door for <c>asyncio ps</c> and <c>asyncio pstree</c> of another process. Enabling it with the
/// arguments <c>Dump=table</c> or <c>Dump=tree</c>, and <c>Request=...</c>, makes it write the answer, in parts, and then <c>DumpEnd</c>.
/// </summary>
[EventSource(Name = "AsyncioSharp")]
internal sealed class LoopEventSource : EventSource
{
    // An event may have 64 KiB.
    private const int PartLength = 8000;

    private static readonly LoopEventSource s_instance = new();

    /// <summary>Makes the event source, so that tools find it. It exists from the first run on.</summary>
    internal static void Start() => _ = s_instance;

    [Event(11, Keywords = Keywords.Dump)]
    private void DumpText(string request, string text) => WriteEvent(11, request, text);

    [Event(12, Keywords = Keywords.Dump)]
    private void DumpEnd(string request, int parts) => WriteEvent(12, request, parts);

    /// <summary>A session begins, and may ask something.</summary>
    protected override void OnEventCommand(EventCommandEventArgs command)
    {
        if (command.Arguments?.TryGetValue("Dump", out string? format) == true)
        {
            // Not on this thread, which serves all tools, and not on the pool, which may be what is stuck.
            string request = command.Arguments.TryGetValue("Request", out string? id) ? id ?? string.Empty : string.Empty;
            new Thread(() => Answer(request, format)) { IsBackground = true, Name = "AsyncioSharp dump" }.Start();
        }
    }

    // A session that was given up has another request: its late answer is told from ours.
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

    /// <summary>What a session can ask for.</summary>
    public static class Keywords
    {
        /// <summary>Answers to dump requests.</summary>
        public const EventKeywords Dump = (EventKeywords)32;
    }
}
