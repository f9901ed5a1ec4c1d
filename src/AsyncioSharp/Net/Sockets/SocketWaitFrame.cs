using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>Waits until a socket is ready and does nothing with it: for connects, listeners and sockets supplied by the program.</summary>
internal sealed class SocketWaitFrame(FramePool pool) : WaitingFrame<VoidResult>(pool)
{
    private static readonly int s_type = FramePool.NextType();

    private PolledSocket? _socket;
    private bool _isWrite;

    internal override string Name => "PolledSocket.WaitAsync";

    private protected override ref WaitQueue Queue => ref _isWrite ? ref _socket!.Writers : ref _socket!.Readers;

    private protected override object Primitive => _socket!;

    /// <summary>Waits until a read or an accept is worth a try.</summary>
    internal static Coroutine ReadableAsync(PolledSocket socket) => new(Rent(socket, isWrite: false));

    /// <summary>Waits until a write is worth a try, or a connect has completed.</summary>
    internal static Coroutine WritableAsync(PolledSocket socket) => new(Rent(socket, isWrite: true));

    private static SocketWaitFrame Rent(PolledSocket socket, bool isWrite)
    {
        LoopThread thread = LoopThread.Current;
        FramePool pool = thread.Pool(s_type);
        SocketWaitFrame frame = Unsafe.As<SocketWaitFrame>(pool.TryTake()) ?? new SocketWaitFrame(pool);
        frame.Begin(thread);
        frame._socket = socket;
        frame._isWrite = isWrite;
        return frame;
    }

    private protected override void TryNow()
    {
        ObjectDisposedException.ThrowIf(_socket!.IsClosed, _socket.Socket);
        if (_isWrite)
        {
            _socket.AwaitWritable();
        }
        else
        {
            _socket.AwaitReadable();
        }
    }

    private protected override void OnWoken()
    {
        ObjectDisposedException.ThrowIf(_socket!.IsClosed, _socket.Socket);
        Complete(default);
    }

    private protected override void OnCanceled(bool wasWoken)
    {
    }

    private protected override void ReleaseReferences() => _socket = null;
}
