using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>
/// A socket of your own whose operations wait on the loop (asyncio: the <c>loop.sock_*</c> methods). From
/// <see cref="Asyncio.Wrap(Socket)"/>.
/// </summary>
/// <remarks>
/// Loop thread only. The socket is non-blocking from then on; its own asynchronous methods must not be used beside these. Closing it, or
/// the loop, closes the socket. Canceling an operation loses nothing that was received.
/// </remarks>
public sealed class LoopSocket : IDisposable
{
    private readonly PolledSocket _polled;

    internal LoopSocket(EventLoop loop, Socket socket)
    {
        _polled = new PolledSocket(loop, socket, isStream: socket.SocketType == SocketType.Stream);
    }

    /// <summary>The socket.</summary>
    public Socket Socket => _polled.Socket;

    /// <summary>Receives what is there, as much as fits (asyncio: <c>sock_recv_into</c>).</summary>
    /// <param name="buffer">Where it goes.</param>
    /// <returns>How many bytes; 0 at the end of a stream.</returns>
    /// <exception cref="SocketException">The operating system's error.</exception>
    /// <exception cref="ObjectDisposedException">The socket was closed, before or meanwhile.</exception>
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

    /// <summary>Sends everything (asyncio: <c>sock_sendall</c>).</summary>
    /// <param name="data">The bytes; they must not change before the await is over.</param>
    /// <exception cref="SocketException">The operating system's error. How much was sent is unknown.</exception>
    /// <exception cref="LoopCanceledException">The task was canceled. How much was sent is unknown.</exception>
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

    /// <summary>Receives one datagram and its sender (asyncio: <c>sock_recvfrom_into</c>). What does not fit is lost.</summary>
    /// <param name="buffer">Where it goes.</param>
    /// <exception cref="SocketException">The operating system's error.</exception>
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

    /// <summary>Sends one datagram (asyncio: <c>sock_sendto</c>); waits for the operating system, nothing is buffered here.</summary>
    /// <param name="data">The datagram.</param>
    /// <param name="address">Where it goes.</param>
    /// <exception cref="SocketException">The operating system's error, such as a datagram that is too long.</exception>
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

    /// <summary>Connects (asyncio: <c>sock_connect</c>). The address is resolved already.</summary>
    /// <param name="address">Where to.</param>
    /// <exception cref="SocketException">
    /// The connection was refused, or the address cannot be reached. The socket is closed then.
    /// </exception>
    public Coroutine ConnectAsync(EndPoint address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return SocketConnect.ConnectAsync(_polled, address);
    }

    /// <summary>Accepts a connection of a socket that listens (asyncio: <c>sock_accept</c>).</summary>
    /// <exception cref="SocketException">The operating system's error.</exception>
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

    /// <summary>Closes the socket; whoever waits for it gets an <see cref="ObjectDisposedException"/>. Idempotent.</summary>
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
