using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>A listening TCP or Unix domain socket.</summary>
internal sealed class SocketListener : Listener, ISocketOwner
{
    private readonly PolledSocket _socket;
    private readonly ServerOptions _options;
    private readonly string? _path;

    private SocketListener(EventLoop loop, Socket socket, EndPoint address, ServerOptions options, string? path = null)
    {
        _options = options;
        _path = path;
        try
        {
            socket.Bind(address);
            socket.Listen(options.Backlog);
            LocalEndPoint = socket.LocalEndPoint!;
            _socket = new PolledSocket(loop, socket) { IsListening = true, Owner = this };
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    internal override EndPoint LocalEndPoint { get; }

    internal static SocketListener Listen(EventLoop loop, IPEndPoint address, ServerOptions options)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            socket.DualMode = false;
        }

        SetReuse(socket, options);
        return new SocketListener(loop, socket, address, options);
    }

    /// <summary>Listens on all addresses: one socket serves both families if IPv6 is available.</summary>
    internal static SocketListener ListenOnAny(EventLoop loop, int port, ServerOptions options)
    {
        if (!Socket.OSSupportsIPv6)
        {
            return Listen(loop, new IPEndPoint(IPAddress.Any, port), options);
        }

        var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true };
        SetReuse(socket, options);
        return new SocketListener(loop, socket, new IPEndPoint(IPAddress.IPv6Any, port), options);
    }

    internal static SocketListener ListenUnix(EventLoop loop, string path, ServerOptions options)
    {
        UnixSocketFile.DeleteIfStale(path);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        return new SocketListener(loop, socket, new UnixDomainSocketEndPoint(path), options, path);
    }

    internal override Transport? TryAccept(out SocketError error)
    {
        error = SocketError.WouldBlock;

        // Poll first, because an accept without a connection throws.
        if (!_socket.Readable || !_socket.Socket.Poll(TimeSpan.Zero, SelectMode.SelectRead))
        {
            _socket.ClearReadable();
            return null;
        }

        try
        {
            Socket accepted = _socket.Socket.Accept();
            error = SocketError.Success;
            return CreateTransport(accepted);
        }
        catch (SocketException e)
        {
            // The peer closed the connection before it was accepted.
            bool isGone = e.SocketErrorCode is SocketError.ConnectionAborted or SocketError.ConnectionReset;
            error = isGone ? SocketError.Interrupted : e.SocketErrorCode;
            return null;
        }
    }

    void ISocketOwner.OnReadable() => Acceptors.WakePending(int.MaxValue);

    void ISocketOwner.OnWritable()
    {
    }

    void ISocketOwner.OnClosed() => Acceptors.WakePending(int.MaxValue);

    internal override void AwaitAcceptable() => _socket.AwaitReadable();

    internal override void Close()
    {
        if (!_socket.IsClosed)
        {
            _socket.Close();
            if (_path is not null)
            {
                File.Delete(_path);
            }
        }
    }

    private SocketTransport CreateTransport(Socket accepted)
    {
        try
        {
            if (accepted.AddressFamily != AddressFamily.Unix)
            {
                accepted.NoDelay = _options.NoDelay;
            }

            return new SocketTransport(new PolledSocket(_socket.Loop, accepted));
        }
        catch
        {
            accepted.Dispose();
            throw;
        }
    }

    // On Windows the option would let other processes take the port, and a closed port is free immediately without it.
    private static void SetReuse(Socket socket, ServerOptions options)
    {
        if (!OperatingSystem.IsWindows())
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        }

        if (options.ReusePort)
        {
            ReusePort.Set(socket);
        }
    }
}
