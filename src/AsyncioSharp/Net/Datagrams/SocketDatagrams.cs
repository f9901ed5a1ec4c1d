using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>A UDP socket of the operating system.</summary>
internal sealed class SocketDatagrams : DatagramEndpoint
{
    private readonly LoopSocket _socket;

    internal SocketDatagrams(EventLoop loop, IPEndPoint? local, IPEndPoint? remote)
    {
        AddressFamily family = (local ?? remote)?.AddressFamily ?? AddressFamily.InterNetwork;
        var socket = new Socket(family, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(local ?? new IPEndPoint(family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0));
            if (remote is not null)
            {
                // Sets the peer and filters received datagrams; sends nothing.
                socket.Connect(remote);
            }

            LocalEndPoint = (IPEndPoint)socket.LocalEndPoint!;
            _socket = new LoopSocket(loop, socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    internal override IPEndPoint LocalEndPoint { get; }

    internal override Socket Socket => _socket.Socket;

    internal override Coroutine SendToAsync(ReadOnlyMemory<byte> data, IPEndPoint address) => _socket.SendToAsync(data, address);

    internal override Coroutine<ReceivedDatagram> ReceiveFromAsync(Memory<byte> buffer) => _socket.ReceiveFromAsync(buffer);

    internal override void Close() => _socket.Dispose();
}
