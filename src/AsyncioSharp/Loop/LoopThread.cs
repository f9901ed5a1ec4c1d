using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>Per-thread state: the loop that runs on the thread, and its frame pools. One read reaches both.</summary>
internal sealed class LoopThread
{
    [ThreadStatic]
    private static LoopThread? t_current;

    // A thread that runs a loop, usually the only one; s_nobody if no loop is running.
    private static readonly LoopThread s_nobody = new();
    private static LoopThread s_recent = s_nobody;

    private FramePool?[] _pools = new FramePool?[32];

    // The thread's stack below the running loop. Only the thread itself opens and closes it.
    private StackWindow _stack;

    /// <summary>The loop that is running on this thread, or null.</summary>
    internal EventLoop? Loop;

    /// <summary>The <see cref="EventLoop.Number"/> of <see cref="Loop"/>, or 0.</summary>
    internal ushort LoopNumber;

    /// <summary>Whether <see cref="Loop"/> is in debug mode.</summary>
    internal bool Debug;

    /// <summary>The current thread's state. The fast path works on a thread that runs a loop; if several do, on one of them.</summary>
    internal static LoopThread Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        [SkipLocalsInit]
        get
        {
            // Only its address matters.
            Unsafe.SkipInit(out byte here);
            LoopThread recent = s_recent;
            return recent._stack.Contains(ref here) ? recent : Find();
        }
    }

    /// <summary>
    /// Whether the local variable is on this thread's stack. Then a loop is running on it. False does not imply another thread.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool HasOnStack(ref byte local) => _stack.Contains(ref local);

    /// <summary>Whether the local variable lies deep in the stack of a thread that runs a loop.</summary>
    internal static bool IsDeep(ref byte local)
    {
        LoopThread thread = Find();
        return thread.Loop is not null && !thread._stack.Contains(ref local);
    }

    /// <summary>Called when a loop starts to run on this thread, in the method that owns the local variable.</summary>
    internal void Enter(EventLoop loop, ref byte local)
    {
        Loop = loop;
        LoopNumber = loop.Number;
        Debug = loop.Debug;
        _stack.Open(ref local);
        s_recent = this;
    }

    /// <summary>Called when the loop's run ends.</summary>
    internal void Leave()
    {
        Loop = null;
        LoopNumber = 0;
        Debug = false;
        _stack.Close();
        if (s_recent == this)
        {
            s_recent = s_nobody;
        }
    }

    /// <summary>
    /// Called when a turn of a hosted loop begins. Until <see cref="LeaveTurn"/> this object is the current thread's state. It belongs to
    /// the loop and moves with it from thread to thread. Turns do not nest: the stack windows of two loops must not overlap.
    /// </summary>
    /// <returns>The previous state of the thread.</returns>
    internal LoopThread? EnterTurn(EventLoop loop, ref byte local)
    {
        LoopThread? previous = t_current;
        System.Diagnostics.Debug.Assert(previous?.Loop is null, "A turn does not run inside of another loop.");
        t_current = this;
        Enter(loop, ref local);
        return previous;
    }

    /// <summary>Called when the turn ends.</summary>
    internal void LeaveTurn(LoopThread? previous)
    {
        Leave();
        t_current = previous;
    }

    /// <summary>This thread's pool for the frame type with this number (see <see cref="FramePool.NextType"/>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal FramePool Pool(int type)
    {
        FramePool?[] pools = _pools;
        return (uint)type < (uint)pools.Length && pools[type] is { } pool ? pool : CreatePool(type);
    }

    /// <summary>
    /// Whether coroutines called on this thread were never awaited. Call it when no coroutine is running; each one is reported once.
    /// </summary>
    internal bool TakeForgotten()
    {
        bool any = false;
        foreach (FramePool? pool in _pools)
        {
            if (pool is { Out: not 0 })
            {
                any |= pool.Out > 0;
                pool.Forget();
            }
        }

        return any;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static LoopThread Find()
    {
        LoopThread current = t_current ??= new LoopThread();
        if (current.Loop is not null && s_recent == s_nobody)
        {
            s_recent = current;
        }

        return current;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private FramePool CreatePool(int type)
    {
        if (type >= _pools.Length)
        {
            Array.Resize(ref _pools, Math.Max(type + 1, _pools.Length * 2));
        }

        return _pools[type] = new FramePool(this);
    }
}
