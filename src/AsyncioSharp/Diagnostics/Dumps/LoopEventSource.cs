using System.Diagnostics.Tracing;

namespace AsyncioSharp;

/// <summary>
/// The event source <c>AsyncioSharp</c>: the door for <c>asyncio ps</c> and <c>asyncio pstree</c> of another process. Enabling it with the
/// argument <c>Dump=table</c> or <c>Dump=tree</c> makes it write the answer, in parts, and then <c>DumpEnd</c>.
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
    private void DumpText(int part, string text) => WriteEvent(11, part, text);

    [Event(12, Keywords = Keywords.Dump)]
    private void DumpEnd(int parts) => WriteEvent(12, parts);

    /// <summary>A session begins, and may ask something.</summary>
    protected override void OnEventCommand(EventCommandEventArgs command)
    {
        if (command.Arguments?.TryGetValue("Dump", out string? format) == true)
        {
            // Not on this thread, which serves all tools, and not on the pool, which may be what is stuck.
            new Thread(() => Answer(format)) { IsBackground = true, Name = "AsyncioSharp dump" }.Start();
        }
    }

    private void Answer(string? format)
    {
        string text = LoopDumps.Describe(format == "table" ? DumpFormat.Table : DumpFormat.Tree);
        int parts = 0;
        foreach (char[] part in text.Chunk(PartLength))
        {
            DumpText(parts++, new string(part));
        }

        DumpEnd(parts);
    }

    /// <summary>What a session can ask for.</summary>
    public static class Keywords
    {
        /// <summary>Answers to dump requests.</summary>
        public const EventKeywords Dump = (EventKeywords)32;
    }
}
