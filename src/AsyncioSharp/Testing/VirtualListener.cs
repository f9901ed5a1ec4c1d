using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp.Testing;

/// <summary>A server's address in a <see cref="VirtualNetwork"/>, and its connections that have not been accepted yet.</summary>
internal sealed class VirtualListener(VirtualNetworkRoutes routes, EndPoint address, int backlog) : Listener
{
    private readonly Queue<VirtualTransport> _waiting = [];

    internal override EndPoint LocalEndPoint { get; } = address;

    internal bool IsFull => _waiting.Count >= backlog;

    internal void Add(VirtualTransport transport)
    {
        _waiting.Enqueue(transport);
        Acceptors.WakePending(int.MaxValue);
    }

    internal override Transport? TryAccept(out SocketError error)
    {
        bool isThere = _waiting.TryDequeue(out VirtualTransport? transport);
        error = isThere ? SocketError.Success : SocketError.WouldBlock;
        return transport;
    }

    // Each incoming connection wakes the waiters.
    internal override void AwaitAcceptable()
    {
    }

    internal override void Close()
    {
        routes.Remove(this);
        Acceptors.WakePending(int.MaxValue);
        while (_waiting.TryDequeue(out VirtualTransport? transport))
        {
            transport.Abort();
        }
    }
}
