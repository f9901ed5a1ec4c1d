using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>What a thread knows: the loop that runs on it, and its pools of frames. One thread-static read reaches both.</summary>
internal sealed class LoopThread
{
    [ThreadStatic]
    private static LoopThread? t_current;

    private FramePool?[] _pools = new FramePool?[32];

    /// <summary>The loop that runs on this thread now, or null.</summary>
    internal EventLoop? Loop;

    /// <summary>That loop's <see cref="EventLoop.Number"/>; 0 without one.</summary>
    internal ushort LoopNumber;

    /// <summary>Whether that loop is in debug mode.</summary>
    internal bool Debug;

    internal static LoopThread Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => t_current ?? Create();
    }

    /// <summary>This thread's pool for the frame type with this number (see <see cref="FramePool.NextType"/>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal FramePool Pool(int type)
    {
        FramePool?[] pools = _pools;
        return (uint)type < (uint)pools.Length && pools[type] is { } pool ? pool : CreatePool(type);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static LoopThread Create() => t_current = new LoopThread();

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
