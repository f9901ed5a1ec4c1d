using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Connections and servers.</content>
public static partial class Asyncio
{
    /// <summary>Connects to a host over TCP, and starts TLS if the options ask for it (asyncio: <c>open_connection</c>).</summary>
    /// <param name="host">A name or an address. All addresses of a name are tried, IPv6 and IPv4 in turn.</param>
    /// <param name="port">The port, 1 to 65,535.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="SocketException">
    /// No address answered: the error of the first one; the others are in its <see cref="Exception.Data"/>.
    /// </exception>
    /// <exception cref="TimeoutException">The TLS handshake took too long.</exception>
    /// <exception cref="LoopCanceledException">The task was canceled. Nothing stays open.</exception>
    public static async Coroutine<Connection> OpenConnection(string host, int port, ConnectOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);
        options ??= ConnectOptions.Default;
        EventLoop loop = EventLoop.CurrentOrThrow();
        var connection = new Connection(loop, await loop.Network.ConnectAsync(host, port, options), options.Limits);
        await connection.StartClientTlsAsync(host, options);
        return connection;
    }

    /// <summary>Connects to a Unix domain socket (asyncio: <c>open_unix_connection</c>).</summary>
    /// <param name="path">Its path.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="SocketException">There is no such socket, or nothing listens on it.</exception>
    public static async Coroutine<Connection> OpenUnixConnection(string path, ConnectOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= ConnectOptions.Default;
        EventLoop loop = EventLoop.CurrentOrThrow();
        var connection = new Connection(loop, await loop.Network.ConnectUnixAsync(path), options.Limits);
        await connection.StartClientTlsAsync(string.Empty, options);
        return connection;
    }

    /// <summary>
    /// Listens on a TCP port and runs the handler for each connection, in a task of its own (asyncio: <c>start_server</c>). The server
    /// accepts from the return on.
    /// </summary>
    /// <param name="handler">
    /// Serves one connection, which is closed when it ends. What it throws goes to <see cref="EventLoop.ExceptionHandler"/>.
    /// </param>
    /// <param name="host">The name or address to listen on; null: all addresses of this machine.</param>
    /// <param name="port">The port; 0: a free one, see <see cref="Server.LocalEndPoint"/>.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="SocketException">The port is taken, or the address is not of this machine.</exception>
    [OverloadResolutionPriority(1)]
    public static async Coroutine<Server> StartServer(
        Func<Connection, Coroutine> handler, string? host, int port, ServerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentOutOfRangeException.ThrowIfNegative(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);
        options ??= ServerOptions.Default;
        EventLoop loop = EventLoop.CurrentOrThrow();
        return new Server(loop, handler, await loop.Network.ListenAsync(host, port, options), options);
    }

    /// <summary>
    /// Listens on a TCP port, with a plain async method as the handler. See
    /// <see cref="StartServer(Func{Connection, Coroutine}, string?, int, ServerOptions?)"/>.
    /// </summary>
    /// <param name="handler">
    /// Serves one connection, on the loop's thread; an async lambda becomes a coroutine instead. Awaits of the loop are canceled when the
    /// server stops; others observe <see cref="CurrentToken"/>.
    /// </param>
    /// <param name="host">The name or address to listen on; null: all addresses of this machine.</param>
    /// <param name="port">The port; 0: a free one.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="SocketException">The port is taken, or the address is not of this machine.</exception>
    public static Coroutine<Server> StartServer(Func<Connection, Task> handler, string? host, int port, ServerOptions? options = null) =>
        StartServer(AsCoroutine(handler), host, port, options);

    /// <summary>
    /// Listens on a Unix domain socket. See <see cref="StartServer(Func{Connection, Coroutine}, string?, int, ServerOptions?)"/>.
    /// </summary>
    /// <param name="handler">Serves one connection, which is closed when it ends.</param>
    /// <param name="path">
    /// The path. A socket file without a listener is replaced; the file is deleted when the server closes.
    /// </param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="SocketException">The path is taken or cannot be made.</exception>
    [OverloadResolutionPriority(1)]
    public static Coroutine<Server> StartUnixServer(Func<Connection, Coroutine> handler, string path, ServerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Start(handler, path, options ?? ServerOptions.Default);

        // Cold, as the others are.
        static async Coroutine<Server> Start(Func<Connection, Coroutine> handler, string path, ServerOptions options)
        {
            EventLoop loop = EventLoop.CurrentOrThrow();
            await Coroutine.Completed;
            return new Server(loop, handler, [loop.Network.ListenUnix(path, options)], options);
        }
    }

    /// <summary>
    /// Listens on a Unix domain socket, with a plain async method as the handler. See
    /// <see cref="StartServer(Func{Connection, Task}, string?, int, ServerOptions?)"/>.
    /// </summary>
    /// <param name="handler">Serves one connection, on the loop's thread.</param>
    /// <param name="path">
    /// The path. A socket file without a listener is replaced; the file is deleted when the server closes.
    /// </param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="SocketException">The path is taken or cannot be made.</exception>
    public static Coroutine<Server> StartUnixServer(Func<Connection, Task> handler, string path, ServerOptions? options = null) =>
        StartUnixServer(AsCoroutine(handler), path, options);

    private static Func<Connection, Coroutine> AsCoroutine(Func<Connection, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return async connection => await handler(connection);
    }

    /// <summary>Opens a UDP socket (asyncio: <c>create_datagram_endpoint</c>).</summary>
    /// <param name="local">This side's address, with port 0 for any; null: any address and port.</param>
    /// <param name="remote">The peer, if there is only one: then only its datagrams are received.</param>
    /// <exception cref="SocketException">The address is taken, or not of this machine.</exception>
    /// <exception cref="InvalidOperationException">No loop is running on this thread.</exception>
    public static DatagramSocket OpenDatagramSocket(IPEndPoint? local = null, IPEndPoint? remote = null) =>
        new(EventLoop.CurrentOrThrow().Network.OpenDatagrams(local, remote), remote);

    /// <summary>
    /// Gives a socket of your own to the running loop: its operations wait there (asyncio: the <c>loop.sock_*</c> methods).
    /// </summary>
    /// <param name="socket">The socket; it becomes non-blocking, and is closed with the result.</param>
    /// <exception cref="InvalidOperationException">No loop is running on this thread.</exception>
    public static LoopSocket Wrap(Socket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        return new LoopSocket(EventLoop.CurrentOrThrow(), socket);
    }

    /// <summary>
    /// A handler for <see cref="HttpClient"/> whose connections live on the running loop: <c>new
    /// HttpClient(Asyncio.CreateHttpHandler())</c>. Once a connection is open, no thread but the loop's touches its requests.
    /// </summary>
    /// <remarks>Use it on this loop only. Its other settings are yours; <c>ConnectCallback</c> is taken.</remarks>
    /// <exception cref="InvalidOperationException">No loop is running on this thread.</exception>
    public static SocketsHttpHandler CreateHttpHandler()
    {
        var connect = new HttpConnect(EventLoop.CurrentOrThrow());
        return new SocketsHttpHandler { ConnectCallback = (context, token) => connect.ConnectAsync(context.DnsEndPoint, token) };
    }
}
