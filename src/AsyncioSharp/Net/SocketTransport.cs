using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>A TCP or Unix domain socket, used by a connection.</summary>
internal sealed class SocketTransport : Transport, ISocketOwner
{
    private readonly PolledSocket _socket;

    internal SocketTransport(PolledSocket socket)
    {
        _socket = socket;
        socket.Owner = this;

        // Read the addresses now: a closed socket has none.
        LocalEndPoint = socket.Socket.LocalEndPoint;
        RemoteEndPoint = socket.Socket.RemoteEndPoint;
    }

    internal override EndPoint? LocalEndPoint { get; }

    internal override EndPoint? RemoteEndPoint { get; }

    internal PolledSocket Socket => _socket;

    internal override int TryRead(Span<byte> buffer, out SocketError error) => _socket.Receive(buffer, out error);

    internal override int TryWrite(ReadOnlySpan<byte> data, out SocketError error) => _socket.Send(data, out error);

    internal override void AwaitReadable() => _socket.AwaitReadable();

    internal override void AwaitWritable() => _socket.AwaitWritable();

    internal override void ShutdownWrite()
    {
        try
        {
            _socket.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The peer has already closed the connection; the next read returns the end of the stream.
        }
    }

    string? ISocketOwner.Name => Owner?.ToString();

    // Until there is an owner, the socket remembers that it is ready.
    void ISocketOwner.OnReadable() => Owner?.OnReadable();

    void ISocketOwner.OnWritable() => Owner?.OnWritable();

    void ISocketOwner.OnClosed() => Owner?.OnTransportClosed();

    internal override void Close() => _socket.Close();

    internal override void Abort() => _socket.Abort();

    internal override void MayBeLeftOpen() => _socket.MayBeLeftOpen = true;
}
