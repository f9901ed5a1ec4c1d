using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>
/// A UDP socket (asyncio: <c>create_datagram_endpoint</c>), opened by <see cref="Asyncio.OpenDatagramSocket(IPEndPoint?, IPEndPoint?)"/>.
/// </summary>
/// <remarks>Loop thread only. Nothing is buffered here: a send waits for the operating system, which also keeps unread datagrams.</remarks>
/// <example>
/// <code>
/// using DatagramSocket server = Asyncio.OpenDatagramSocket(new IPEndPoint(IPAddress.Loopback, 0));
/// using DatagramSocket client = Asyncio.OpenDatagramSocket(remote: server.LocalEndPoint);
/// await client.SendAsync("ping"u8.ToArray());
/// var buffer = new byte[1500];
/// ReceivedDatagram request = await server.ReceiveFromAsync(buffer);
/// Console.WriteLine(Encoding.UTF8.GetString(buffer, 0, request.Count));   // ping
/// </code>
/// </example>
public sealed class DatagramSocket : IDisposable
{
    private readonly DatagramEndpoint _endpoint;

    internal DatagramSocket(DatagramEndpoint endpoint, IPEndPoint? remote)
    {
        _endpoint = endpoint;
        RemoteEndPoint = remote;
    }

    /// <summary>The local address, with the port actually in use.</summary>
    public IPEndPoint LocalEndPoint => _endpoint.LocalEndPoint;

    /// <summary>The destination of <see cref="SendAsync"/>; null if the socket has no peer.</summary>
    public IPEndPoint? RemoteEndPoint { get; }

    /// <summary>The underlying socket, for setting its options.</summary>
    /// <exception cref="NotSupportedException">The loop was created by <c>TestLoop</c>, whose network is in memory.</exception>
    public Socket Socket => _endpoint.Socket;

    /// <summary>Sends a datagram to an address, waiting while the operating system has no room. A datagram may be empty.</summary>
    /// <param name="data">The datagram.</param>
    /// <param name="address">The destination.</param>
    /// <returns>A coroutine that completes once the operating system has taken the datagram.</returns>
    /// <exception cref="SocketException">The operating system reported an error, for example that the datagram is too long.</exception>
    /// <exception cref="LoopCanceledException">The task was canceled while waiting; the datagram was not sent.</exception>
    /// <exception cref="ObjectDisposedException">The socket is closed.</exception>
    public Coroutine SendToAsync(ReadOnlyMemory<byte> data, IPEndPoint address) =>
        _endpoint.SendToAsync(data, address ?? throw new ArgumentNullException(nameof(address)));

    /// <summary>Sends a datagram to the peer. See <see cref="SendToAsync"/>.</summary>
    /// <param name="data">The datagram.</param>
    /// <returns>A coroutine that completes once the operating system has taken the datagram.</returns>
    /// <exception cref="InvalidOperationException">The socket has no peer.</exception>
    public Coroutine SendAsync(ReadOnlyMemory<byte> data) =>
        _endpoint.SendToAsync(data, RemoteEndPoint ?? throw new InvalidOperationException("The socket has no peer; use SendToAsync."));

    /// <summary>Receives one datagram. The part that does not fit into the buffer is lost.</summary>
    /// <param name="buffer">The destination of the bytes.</param>
    /// <returns>The number of bytes received, and the sender.</returns>
    /// <exception cref="SocketException">The operating system reported an error, for example that the peer's port is closed.</exception>
    /// <exception cref="ObjectDisposedException">The socket is closed, or was closed during the wait.</exception>
    /// <exception cref="LoopCanceledException">The task was canceled while waiting; no datagram is lost.</exception>
    public Coroutine<ReceivedDatagram> ReceiveFromAsync(Memory<byte> buffer) => _endpoint.ReceiveFromAsync(buffer);

    /// <summary>Closes the socket. Idempotent.</summary>
    public void Dispose() => _endpoint.Close();
}
