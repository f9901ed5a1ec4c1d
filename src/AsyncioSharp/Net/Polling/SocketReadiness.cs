using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>The waits of one socket under a <see cref="CompletionPoller"/>: at most one a direction.</summary>
internal sealed class SocketReadiness
{
    private readonly PolledSocket _socket;
    private readonly SelectThread _select;
    private ReceiveNothing? _receive;
    private ReadyWorkItem? _readable;
    private ReadyWorkItem? _writable;

    internal SocketReadiness(PolledSocket socket, SelectThread select)
    {
        _socket = socket;
        _select = select;
    }

    internal void AwaitReadable()
    {
        if (_socket.IsListening)
        {
            (_readable ??= new ReadyWorkItem(_socket, isWrite: false)).Await(_select);
        }
        else
        {
            (_receive ??= new ReceiveNothing(_socket)).Begin();
        }
    }

    internal void AwaitWritable() => (_writable ??= new ReadyWorkItem(_socket, isWrite: true)).Await(_select);

    internal void Close()
    {
        _select.Remove(_socket.Socket);
        _receive?.Dispose();
    }

    /// <summary>Ends when there is something to receive. Loop thread, except for its completion.</summary>
    private sealed class ReceiveNothing : SocketAsyncEventArgs
    {
        private readonly PolledSocket _socket;
        private readonly ReceivedWorkItem _received;
        private bool _pending;

        internal ReceiveNothing(PolledSocket socket)
            : base(true)
        {
            _socket = socket;
            _received = new ReceivedWorkItem(this);
            SetBuffer([], 0, 0);
        }

        internal void Begin()
        {
            if (_pending)
            {
                return;
            }

            _pending = true;
            SocketFlags = _socket.IsStream ? SocketFlags.None : SocketFlags.Peek;
            if (!_socket.Socket.ReceiveAsync(this))
            {
                _socket.Loop.Enqueue(_received, null);
            }
        }

        protected override void OnCompleted(SocketAsyncEventArgs e) => _socket.Loop.EnqueueFromAnywhere(_received);

        private sealed class ReceivedWorkItem(ReceiveNothing receive) : WorkItem
        {
            internal override void Run(EventLoop loop, object? state)
            {
                receive._pending = false;
                if (receive._socket.IsClosed)
                {
                    return;
                }

                // A datagram that does not fit into nothing is there.
                if (receive.SocketError is not (SocketError.Success or SocketError.MessageSize))
                {
                    receive._socket.Error = receive.SocketError;
                }

                receive._socket.OnReadable();
            }
        }
    }

    /// <summary>The <see cref="SelectThread"/> found the socket ready.</summary>
    private sealed class ReadyWorkItem(PolledSocket socket, bool isWrite) : WorkItem
    {
        private bool _pending;

        internal void Await(SelectThread select)
        {
            if (!_pending)
            {
                _pending = true;
                select.Add(socket.Socket, isWrite, () => socket.Loop.EnqueueFromAnywhere(this));
            }
        }

        internal override void Run(EventLoop loop, object? state)
        {
            _pending = false;
            if (socket.IsClosed)
            {
                return;
            }

            if (isWrite)
            {
                socket.OnWritable();
            }
            else
            {
                socket.OnReadable();
            }
        }
    }
}
