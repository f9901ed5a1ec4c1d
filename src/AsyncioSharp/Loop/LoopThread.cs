using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>What a thread knows: the loop that runs on it, and its pools of frames. One read reaches both.</summary>
internal sealed class LoopThread
{
    [ThreadStatic]
    private static LoopThread? t_current;

    // The thread that runs a loop, mostly the only one; nobody's object when none does.
    private static readonly LoopThread s_nobody = new();
    private static LoopThread s_recent = s_nobody;

    private FramePool?[] _pools = new FramePool?[32];

    // Its stack below the loop that runs. Only its own thread opens and closes it.
    private StackWindow _stack;

    /// <summary>The loop that runs on this thread now, or null.</summary>
    internal EventLoop? Loop;

    /// <summary>That loop's <see cref="EventLoop.Number"/>; 0 without one.</summary>
    internal ushort LoopNumber;

    /// <summary>Whether that loop is in debug mode.</summary>
    internal bool Debug;

    /// <summary>This thread. Fast on the thread that runs a loop; where several do, on one of them.</summary>
    internal static LoopThread Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            byte here = 0;
            LoopThread recent = s_recent;
            return recent._stack.Contains(ref here) ? recent : Find();
        }
    }

    /// <summary>Whether the local variable lies deep in the stack of a thread that runs a loop.</summary>
    internal static bool IsDeep(ref byte local)
    {
        LoopThread thread = Find();
        return thread.Loop is not null && !thread._stack.Contains(ref local);
    }

    /// <summary>A loop begins to run on this thread, in the method that has the local variable.</summary>
    internal void Enter(EventLoop loop, ref byte local)
    {
        Loop = loop;
        LoopNumber = loop.Number;
        Debug = loop.Debug;
        _stack.Open(ref local);
        s_recent = this;
    }

    /// <summary>The loop's run is over.</summary>
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
    /// A turn of a hosted loop begins: until <see cref="LeaveTurn"/> the thread is this one, which belongs to the loop and goes with it from
    /// thread to thread. The loop that runs on the thread already goes on afterwards.
    /// </summary>
    /// <returns>What the thread was before.</returns>
    internal LoopThread? EnterTurn(EventLoop loop, ref byte local)
    {
        LoopThread? previous = t_current;
        t_current = this;
        Enter(loop, ref local);
        return previous;
    }

    /// <summary>The turn is over.</summary>
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
    /// Whether coroutines that were called on this thread are still out. To be asked when none runs any more; each is counted once.
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
