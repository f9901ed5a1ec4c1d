using System.Diagnostics;

namespace AsyncioSharp;

/// <summary>
/// The single shared frame of every <c>Sleep(0)</c>: a yield has no state, so there is nothing to rent. The awaiter recognizes it and
/// suspends the awaiting frame itself; a task made from it gets a real frame. Like <see cref="Coroutine.Completed"/>, it may be awaited
/// more than once.
/// </summary>
internal sealed class YieldFrame : ResultFrame<VoidResult>
{
    internal static readonly YieldFrame Instance = new();

    private YieldFrame()
        : base(FramePool.None)
    {
        GC.SuppressFinalize(this);
    }

    internal override string Name => "Asyncio.Sleep";

    internal static void Suspend(Frame parent)
    {
        EventLoop loop = EventLoop.CurrentOrThrow();
        parent.SetTask(loop.CurrentTaskOrNull);
        loop.Enqueue(parent, null);
    }

    internal static void Suspend(Action continuation)
    {
        if (EventLoop.Current is not { } loop)
        {
            // An exception thrown here would not reach the awaiting method but end the process. The method's resumption throws instead.
            continuation();
            return;
        }

        var parent = new ContinuationFrame(continuation, loop.CurrentTaskOrNull);
        parent.Register(loop);
        loop.Enqueue(parent, null);
    }

    /// <summary>Completes the await; a cancellation is thrown here.</summary>
    [StackTraceHidden]
    internal static void End()
    {
        EventLoop loop = EventLoop.CurrentOrThrow();
        if (loop.Injected is not null)
        {
            PendingException.Throw(loop);
        }
    }

    internal override void DiscardBody()
    {
    }

    internal override bool MoveNext(EventLoop loop) => throw new InvalidOperationException("A yield has no body.");
}
