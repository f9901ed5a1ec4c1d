using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp.Tests.Net;

/// <summary>A listener that the test feeds by hand.</summary>
internal sealed class FedListener : Listener
{
    private readonly Queue<Transport> _waiting = [];
    private SocketError _error = SocketError.Success;

    internal override EndPoint LocalEndPoint { get; } = new IPEndPoint(IPAddress.Loopback, 1);

    internal bool IsClosed { get; private set; }

    internal void Feed(Transport transport)
    {
        _waiting.Enqueue(transport);
        Acceptors.WakePending(int.MaxValue);
    }

    /// <summary>The next accept fails.</summary>
    internal void Fail(SocketError error)
    {
        _error = error;
        Acceptors.WakePending(int.MaxValue);
    }

    internal override Transport? TryAccept(out SocketError error)
    {
        error = _error;
        _error = SocketError.Success;
        if (error != SocketError.Success)
        {
            return null;
        }

        if (_waiting.TryDequeue(out Transport? transport))
        {
            return transport;
        }

        error = SocketError.WouldBlock;
        return null;
    }

    internal override void AwaitAcceptable()
    {
    }

    internal override void Close()
    {
        IsClosed = true;
        Acceptors.WakePending(int.MaxValue);
    }
}
