using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>
/// A socket supplied by the program whose operations wait on the loop (asyncio: the <c>loop.sock_*</c> methods).
/// <see cref="Asyncio.Wrap(Socket)"/> creates it.
/// </summary>
/// <remarks>
/// Loop thread only. The socket becomes non-blocking; do not use its own asynchronous methods at the same time. Disposing this object or
/// closing the loop closes the socket. Canceling an operation loses no received data.
/// </remarks>
/// <example>
/// <code>
/// var listener = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
/// listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
/// listener.Listen();
/// using LoopSocket server = Asyncio.Wrap(listener);
/// LoopTask&lt;LoopSocket&gt; accept = Asyncio.CreateTask(server.AcceptAsync());
/// await using Connection client = await Asyncio.OpenConnection("127.0.0.1", ((IPEndPoint)listener.LocalEndPoint!).Port);
/// using LoopSocket peer = await accept;
/// </code>
/// </example>
public sealed class LoopSocket : IDisposable
{
    private readonly PolledSocket _polled;

    internal LoopSocket(EventLoop loop, Socket socket)
    {
        _polled = new PolledSocket(loop, socket, isStream: socket.SocketType == SocketType.Stream);
    }

    /// <summary>The underlying socket.</summary>
    public Socket Socket => _polled.Socket;

    /// <summary>Receives the available bytes, as many as fit into the buffer (asyncio: <c>sock_recv_into</c>).</summary>
    /// <param name="buffer">The destination of the bytes.</param>
    /// <returns>The number of bytes; 0 at the end of a stream.</returns>
    /// <exception cref="SocketException">The operating system reported an error.</exception>
    /// <exception cref="ObjectDisposedException">The socket was closed, before the call or during the wait.</exception>
    /// <exception cref="LoopCanceledException">The task was canceled while waiting; no data is lost.</exception>
    public async Coroutine<int> ReceiveAsync(Memory<byte> buffer)
    {
        while (true)
        {
            int count = _polled.Receive(buffer.Span, out SocketError error);
            if (error == SocketError.Success)
            {
                return count;
            }

            ThrowUnlessWouldBlock(error);
            await SocketWaitFrame.ReadableAsync(_polled);
        }
    }

    /// <summary>Sends all bytes (asyncio: <c>sock_sendall</c>).</summary>
    /// <param name="data">The bytes; they must not change before the await has completed.</param>
    /// <returns>A coroutine that completes when all bytes are passed to the operating system.</returns>
    /// <exception cref="SocketException">The operating system reported an error. The number of bytes sent is unknown.</exception>
    /// <exception cref="LoopCanceledException">The task was canceled. The number of bytes sent is unknown.</exception>
    /// <exception cref="ObjectDisposedException">The socket was closed, before the call or during the wait.</exception>
    public async Coroutine SendAllAsync(ReadOnlyMemory<byte> data)
    {
        while (data.Length > 0)
        {
            int count = _polled.Send(data.Span, out SocketError error);
            if (error == SocketError.Success)
            {
                data = data[count..];
                continue;
            }

            ThrowUnlessWouldBlock(error);
            await SocketWaitFrame.WritableAsync(_polled);
        }
    }

    /// <summary>
    /// Receives one datagram and its sender (asyncio: <c>sock_recvfrom_into</c>). The part that does not fit into the buffer is lost.
    /// </summary>
    /// <param name="buffer">The destination of the bytes.</param>
    /// <returns>The number of bytes received, and the sender.</returns>
    /// <exception cref="SocketException">The operating system reported an error.</exception>
    /// <exception cref="ObjectDisposedException">The socket was closed, before the call or during the wait.</exception>
    public async Coroutine<ReceivedDatagram> ReceiveFromAsync(Memory<byte> buffer)
    {
        while (true)
        {
#pragma warning disable AIO156 // The socket is non-blocking.
            if (DatagramCalls.TryReceiveFrom(_polled, buffer.Span, out ReceivedDatagram datagram))
#pragma warning restore AIO156
            {
                return datagram;
            }

            await SocketWaitFrame.ReadableAsync(_polled);
        }
    }

    /// <summary>
    /// Sends one datagram (asyncio: <c>sock_sendto</c>), waiting while the operating system has no room. Nothing is buffered here.
    /// </summary>
    /// <param name="data">The datagram.</param>
    /// <param name="address">The destination.</param>
    /// <returns>A coroutine that completes when the operating system has taken the datagram.</returns>
    /// <exception cref="SocketException">The operating system reported an error, for example that the datagram is too long.</exception>
    /// <exception cref="ObjectDisposedException">The socket was closed, before the call or during the wait.</exception>
    public async Coroutine SendToAsync(ReadOnlyMemory<byte> data, EndPoint address)
    {
        ArgumentNullException.ThrowIfNull(address);
#pragma warning disable AIO156 // The socket is non-blocking.
        while (!DatagramCalls.TrySendTo(_polled, data.Span, address))
#pragma warning restore AIO156
        {
            await SocketWaitFrame.WritableAsync(_polled);
        }
    }

    /// <summary>Connects to an address, which must already be resolved (asyncio: <c>sock_connect</c>).</summary>
    /// <param name="address">The remote address.</param>
    /// <returns>A coroutine that completes when the socket is connected.</returns>
    /// <exception cref="SocketException">The connection was refused, or the address cannot be reached. The socket is closed.</exception>
    /// <exception cref="LoopCanceledException">The task was canceled while waiting. The socket is closed.</exception>
    public Coroutine ConnectAsync(EndPoint address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return SocketConnect.ConnectAsync(_polled, address);
    }

    /// <summary>Accepts a connection from a listening socket (asyncio: <c>sock_accept</c>).</summary>
    /// <returns>The accepted connection's socket.</returns>
    /// <exception cref="SocketException">The operating system reported an error.</exception>
    /// <exception cref="ObjectDisposedException">The socket was closed, before the call or during the wait.</exception>
    /// <exception cref="LoopCanceledException">The task was canceled while waiting; no connection is lost.</exception>
    public async Coroutine<LoopSocket> AcceptAsync()
    {
        _polled.IsListening = true;
        while (!Socket.Poll(TimeSpan.Zero, SelectMode.SelectRead))
        {
            _polled.ClearReadable();
            await SocketWaitFrame.ReadableAsync(_polled);
        }

        return new LoopSocket(_polled.Loop, Socket.Accept());
    }

    /// <summary>Closes the socket; pending operations throw an <see cref="ObjectDisposedException"/>. Idempotent.</summary>
    public void Dispose() => _polled.Close();

    private void ThrowUnlessWouldBlock(SocketError error)
    {
        ObjectDisposedException.ThrowIf(_polled.IsClosed, Socket);
        if (error != SocketError.WouldBlock)
        {
            throw new SocketException((int)error);
        }
    }
}
