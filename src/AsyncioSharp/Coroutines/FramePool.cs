using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>A bounded stack of finished frames of one type, on one thread.</summary>
internal sealed class FramePool(LoopThread owner, int capacity = FramePool.Capacity)
{
    /// <summary>More than this many stay with the garbage collector: a burst of a million frames must not stay in memory.</summary>
    internal const int Capacity = 1 << 16;

    private static int s_types;

    // How many frames were made for it, less those that it has dropped.
    private int _made;

    // How many went on on another thread, and will not come back.
    private int _lost;

    private Slot[] _free = new Slot[capacity == 0 ? 0 : 4];
    private int _count;

    // A struct slot: storing into an array of classes would check the element type on every store.
    private struct Slot
    {
        internal Frame? Frame;
    }

    /// <summary>For frames that moved to another thread: it takes none.</summary>
    internal static FramePool None { get; } = new(new LoopThread(), 0);

    /// <summary>The thread whose pool it is. Nobody else touches it.</summary>
    internal LoopThread Owner { get; } = owner;

    /// <summary>
    /// How many frames are out: rented and not back. When no coroutine runs any more, those are the ones that nobody has awaited. It is counted
    /// where frames are made and dropped, so that no await pays for it.
    /// </summary>
    internal int Out => _made - _count - Volatile.Read(ref _lost);

    /// <summary>Numbers the frame types; a type keeps its number in a static field.</summary>
    internal static int NextType() => Interlocked.Increment(ref s_types) - 1;

    /// <summary>A frame was made for this pool. The pool of those that have none is every thread's, and counts nothing.</summary>
    internal void CountMade()
    {
        if (capacity > 0)
        {
            _made++;
        }
    }

    /// <summary>A frame of this pool goes on on another thread.</summary>
    internal void Lose() => Interlocked.Increment(ref _lost);

    /// <summary>Gives up the frames that are out.</summary>
    internal void Forget()
    {
        _made = _count;
        Volatile.Write(ref _lost, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Frame? TryTake()
    {
        int index = _count - 1;
        Slot[] free = _free;
        if ((uint)index >= (uint)free.Length)
        {
            return null;
        }

        // Cleared: a frame that is out must be able to die, or a forgotten await would never be reported.
        ref Slot slot = ref free[index];
        Frame frame = slot.Frame!;
        slot.Frame = null;
        _count = index;
        return frame;
    }

    /// <summary>Takes a frame back, or leaves it to the garbage collector when the pool is full.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(Frame frame)
    {
        int index = _count;
        Slot[] free = _free;
        if ((uint)index < (uint)free.Length)
        {
            free[index].Frame = frame;
            _count = index + 1;
        }
        else
        {
            AddSlow(frame);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddSlow(Frame frame)
    {
        if (_free.Length < capacity)
        {
            Array.Resize(ref _free, _free.Length * 2);
            _free[_count++].Frame = frame;
        }
        else
        {
            _made--;
            GC.SuppressFinalize(frame);
        }
    }
}
