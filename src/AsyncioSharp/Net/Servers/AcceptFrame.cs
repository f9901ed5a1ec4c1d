using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>Waits until an accept is worth a try. It does not accept: the server may be full by then.</summary>
internal sealed class AcceptFrame(FramePool pool) : WaitingFrame<VoidResult>(pool)
{
    private static readonly int s_type = FramePool.NextType();

    private Listener? _listener;

    internal override string Name => "Server.AcceptAsync";

    private protected override ref WaitQueue Queue => ref _listener!.Acceptors;

    private protected override object Primitive => _listener!;

    internal static Coroutine WaitAsync(Listener listener)
    {
        LoopThread thread = LoopThread.Current;
        FramePool pool = thread.Pool(s_type);
        AcceptFrame frame = Unsafe.As<AcceptFrame>(pool.TryTake()) ?? new AcceptFrame(pool);
        frame.Begin(thread);
        frame._listener = listener;
        return new Coroutine(frame);
    }

    private protected override void TryNow() => _listener!.AwaitAcceptable();

    private protected override void OnWoken() => Complete(default);

    // The connection is left for the next accept.
    private protected override void OnCanceled(bool wasWoken)
    {
    }

    private protected override void ReleaseReferences() => _listener = null;
}
