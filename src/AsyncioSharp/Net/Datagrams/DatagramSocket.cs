using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>
/// A UDP socket (asyncio: <c>create_datagram_endpoint</c>). From <see cref="Asyncio.OpenDatagramSocket(IPEndPoint?, IPEndPoint?)"/>.
/// </summary>
/// <remarks>Loop thread only. Nothing is buffered here: a send waits for the operating system, and unread datagrams stay there.</remarks>
public sealed class DatagramSocket : IDisposable
{
    private readonly DatagramEndpoint _endpoint;

    internal DatagramSocket(DatagramEndpoint endpoint, IPEndPoint? remote)
    {
        _endpoint = endpoint;
        RemoteEndPoint = remote;
    }

    /// <summary>This side's address; the port is the real one.</summary>
    public IPEndPoint LocalEndPoint => _endpoint.LocalEndPoint;

    /// <summary>Where <see cref="SendAsync"/> sends to; null when the socket has no peer.</summary>
    public IPEndPoint? RemoteEndPoint { get; }

    /// <summary>The socket, for its options.</summary>
    /// <exception cref="NotSupportedException">The loop is one of <c>TestLoop</c>, whose network is memory.</exception>
    public Socket Socket => _endpoint.Socket;

    /// <summary>Sends a datagram to an address; waits while the operating system has no room. It may be empty.</summary>
    /// <param name="data">The datagram.</param>
    /// <param name="address">Where it goes.</param>
    /// <exception cref="SocketException">The operating system's error, such as a datagram that is too long.</exception>
    /// <exception cref="ObjectDisposedException">The socket is closed.</exception>
    public Coroutine SendToAsync(ReadOnlyMemory<byte> data, IPEndPoint address) =>
        _endpoint.SendToAsync(data, address ?? throw new ArgumentNullException(nameof(address)));

    /// <summary>Sends a datagram to the peer. See <see cref="SendToAsync"/>.</summary>
    /// <param name="data">The datagram.</param>
    /// <exception cref="InvalidOperationException">The socket has no peer.</exception>
    public Coroutine SendAsync(ReadOnlyMemory<byte> data) =>
        _endpoint.SendToAsync(data, RemoteEndPoint ?? throw new InvalidOperationException("The socket has no peer; use SendToAsync."));

    /// <summary>Receives one datagram. What does not fit into the buffer is lost.</summary>
    /// <param name="buffer">Where it goes.</param>
    /// <exception cref="SocketException">The operating system's error, for example that the peer's port is closed.</exception>
    /// <exception cref="ObjectDisposedException">The socket is closed, or was closed meanwhile.</exception>
    public Coroutine<ReceivedDatagram> ReceiveFromAsync(Memory<byte> buffer) => _endpoint.ReceiveFromAsync(buffer);

    /// <summary>Closes the socket. Idempotent.</summary>
    public void Dispose() => _endpoint.Close();
}
