using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>
/// The callbacks of <see cref="EventLoop.AddReader"/> and <see cref="EventLoop.AddWriter"/> for one socket. They are called in every
/// iteration in which the socket is ready, although the poller reports only changes.
/// </summary>
internal sealed class SocketCallbacks : ISocketOwner
{
    private readonly EventLoop _loop;
    private readonly PolledSocket _socket;
    private readonly CheckWorkItem _checkRead;
    private readonly CheckWorkItem _checkWrite;

    internal SocketCallbacks(EventLoop loop, Socket socket)
    {
        _loop = loop;
        _checkRead = new CheckWorkItem(this, SelectMode.SelectRead);
        _checkWrite = new CheckWorkItem(this, SelectMode.SelectWrite);
        _socket = new PolledSocket(loop, socket) { Owner = this, MayBeLeftOpen = true };
    }

    internal bool IsEmpty => _checkRead.Callback is null && _checkWrite.Callback is null;

    internal void Set(Action? reader, Action? writer)
    {
        _checkRead.Callback = reader is null ? _checkRead.Callback : new CallbackWorkItem(_loop, null, reader);
        _checkWrite.Callback = writer is null ? _checkWrite.Callback : new CallbackWorkItem(_loop, null, writer);
        (reader is null ? _checkWrite : _checkRead).Queue();
    }

    internal bool Remove(bool isWrite)
    {
        CheckWorkItem check = isWrite ? _checkWrite : _checkRead;
        bool removed = check.Callback is not null;
        check.Callback = null;
        return removed;
    }

    internal void Detach() => _socket.Detach(staysOpen: true);

    void ISocketOwner.OnReadable() => _checkRead.Queue();

    void ISocketOwner.OnWritable() => _checkWrite.Queue();

    void ISocketOwner.OnClosed()
    {
        _checkRead.Callback = null;
        _checkWrite.Callback = null;
    }

    /// <summary>
    /// Calls the callback if the socket is ready, and checks again in the next iteration; otherwise waits for the poller.
    /// </summary>
    private sealed class CheckWorkItem(SocketCallbacks owner, SelectMode mode) : WorkItem
    {
        private bool _queued;

        internal CallbackWorkItem? Callback { get; set; }

        internal void Queue()
        {
            if (!_queued)
            {
                _queued = true;
                owner._loop.Enqueue(this, null);
            }
        }

        internal override void Run(EventLoop loop, object? state)
        {
            _queued = false;
            if (Callback is not { } callback)
            {
                return;
            }

            if (owner._socket.Socket.Poll(TimeSpan.Zero, mode))
            {
                callback.Run(loop, null);
                Queue();
            }
            else if (mode == SelectMode.SelectRead)
            {
                owner._socket.AwaitReadable();
            }
            else
            {
                owner._socket.Writable = false;
                owner._socket.AwaitWritable();
            }
        }
    }
}
