namespace AsyncioSharp;

/// <summary>Marks a frame that waits on something that is not ours (a Task, any awaiter). One object a loop.</summary>
internal sealed class ForeignWait(EventLoop loop)
{
    internal EventLoop Loop { get; } = loop;
}
