using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>
/// A receive of zero bytes, which completes when there is something to receive and takes nothing. Loop thread, except for its completion.
/// </summary>
internal sealed class ReceiveWait : WorkItem
{
    private readonly PolledSocket _socket;
    private readonly CancellationTokenSource _canceled = new();
    private readonly Action _ended;
    private ConfiguredValueTaskAwaitable<int>.ConfiguredValueTaskAwaiter _receive;
    private bool _pending;

    internal ReceiveWait(PolledSocket socket)
    {
        _socket = socket;
        _ended = () => socket.Loop.EnqueueFromAnywhere(this);
    }

    internal void Begin()
    {
        if (_pending)
        {
            return;
        }

        _pending = true;

        // Without this flag, a receive would consume a datagram, of which nothing fits into an empty buffer.
        SocketFlags flags = _socket.IsStream ? SocketFlags.None : SocketFlags.Peek;
        _receive = _socket.Socket.ReceiveAsync(Memory<byte>.Empty, flags, _canceled.Token).ConfigureAwait(false).GetAwaiter();
        if (_receive.IsCompleted)
        {
            _socket.Loop.Enqueue(this, null);
        }
        else
        {
            _receive.UnsafeOnCompleted(_ended);
        }
    }

    internal void Cancel() => _canceled.Cancel();

    internal override void Run(EventLoop loop, object? state)
    {
        _pending = false;
        SocketError error = TakeResult();
        if (_socket.IsClosed)
        {
            return;
        }

        if (error != SocketError.Success)
        {
            _socket.Error = error;
        }

        _socket.OnReadable();
    }

    private SocketError TakeResult()
    {
        try
        {
            _receive.GetResult();
            return SocketError.Success;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.MessageSize)
        {
            // A datagram is available; it does not fit into an empty buffer.
            return SocketError.Success;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode;
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The wait was canceled, or the user closed the socket directly.
            return SocketError.OperationAborted;
        }
    }
}
