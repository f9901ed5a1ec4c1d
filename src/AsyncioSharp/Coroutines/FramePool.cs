namespace AsyncioSharp;

/// <summary>A bounded stack of finished frames of one type, on one thread. The link is the frame's own Parent field.</summary>
internal sealed class FramePool
{
    /// <summary>More than this many stay with the garbage collector: a burst of a million frames must not stay in memory.</summary>
    internal const int Capacity = 1 << 15;

    private static int s_types;

    private Frame? _top;
    private int _count;

    /// <summary>Numbers the frame types; a type keeps its number in a static field.</summary>
    internal static int NextType() => Interlocked.Increment(ref s_types) - 1;

    internal Frame? TryTake()
    {
        Frame? frame = _top;
        if (frame is not null)
        {
            _top = frame.Parent;
            frame.Parent = null;
            _count--;
        }

        return frame;
    }

    /// <summary>Takes a frame back; false when the pool is full and the frame is left to the garbage collector.</summary>
    internal bool TryAdd(Frame frame)
    {
        if (_count >= Capacity)
        {
            return false;
        }

        frame.Parent = _top;
        _top = frame;
        _count++;
        return true;
    }
}
