using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>A bounded stack of free frames of one type, on one thread.</summary>
internal sealed class FramePool(LoopThread owner, int capacity = FramePool.Capacity)
{
    /// <summary>
    /// Frames beyond this number are left to the garbage collector, so that a burst of a million frames does not stay in memory.
    /// </summary>
    internal const int Capacity = 1 << 16;

    private static int s_types;

    // The number of frames created for this pool, minus those it has dropped.
    private int _made;

    // The number of frames that continued on another thread and will not be returned.
    private int _lost;

    private Slot[] _free = new Slot[capacity == 0 ? 0 : 4];
    private int _count;

    // A struct slot: storing into an array of classes would check the element type on every store.
    private struct Slot
    {
        internal Frame? Frame;
    }

    /// <summary>The pool of frames that moved to another thread. It keeps no frames.</summary>
    internal static FramePool None { get; } = new(new LoopThread(), 0);

    /// <summary>The thread that owns the pool. Only this thread uses it, except for <see cref="Lose"/>.</summary>
    internal LoopThread Owner { get; } = owner;

    /// <summary>
    /// The number of frames that are rented and not returned. Once no coroutine is running, these are the coroutines that were never
    /// awaited. The count is kept where frames are created and dropped, so that awaits do not pay for it.
    /// </summary>
    internal int Out => _made - _count - Volatile.Read(ref _lost);

    /// <summary>Allocates the number of a frame type, which keeps it in a static field.</summary>
    internal static int NextType() => Interlocked.Increment(ref s_types) - 1;

    /// <summary>Counts a frame created for this pool. <see cref="None"/> is shared by all threads and counts nothing.</summary>
    internal void CountMade()
    {
        if (capacity > 0)
        {
            _made++;
        }
    }

    /// <summary>Counts a frame of this pool that continues on another thread. Any thread.</summary>
    internal void Lose() => Interlocked.Increment(ref _lost);

    /// <summary>Stops counting the frames that are currently out.</summary>
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

        // Cleared, because a rented frame must be collectible; otherwise a missing await would never be reported.
        ref Slot slot = ref free[index];
        Frame frame = slot.Frame!;
        slot.Frame = null;
        _count = index;
        return frame;
    }

    /// <summary>Returns a frame to the pool, or leaves it to the garbage collector if the pool is full.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(Frame frame)
    {
        Debug.Assert(frame.State == FrameState.Free, "Only a recycled frame is in a pool.");
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
