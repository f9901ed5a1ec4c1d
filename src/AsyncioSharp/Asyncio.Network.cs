using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>Connections and servers.</content>
public static partial class Asyncio
{
    /// <summary>Connects to a host over TCP, and starts TLS if the options ask for it (asyncio: <c>open_connection</c>).</summary>
    /// <param name="host">A host name or an IP address. All addresses of a name are tried, alternating between IPv6 and IPv4.</param>
    /// <param name="port">The port, 1 to 65,535.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="SocketException">
    /// No address accepted the connection. This is the first address's error; its <see cref="Exception.Data"/> has the others.
    /// </exception>
    /// <exception cref="TimeoutException">The TLS handshake took too long.</exception>
    /// <exception cref="LoopCanceledException">The task was canceled. No socket stays open.</exception>
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
    /// <param name="path">The path of the socket.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="SocketException">The socket does not exist, or nothing listens on it.</exception>
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
    /// Listens on a TCP port and runs the handler for each connection, in its own task (asyncio: <c>start_server</c>). The returned server
    /// is already accepting connections.
    /// </summary>
    /// <param name="handler">
    /// Serves one connection, which is closed when the handler completes. Its exceptions go to <see cref="EventLoop.ExceptionHandler"/>.
    /// </param>
    /// <param name="host">The name or address to listen on; null for all addresses of this machine.</param>
    /// <param name="port">The port; 0 for any free port (see <see cref="Server.LocalEndPoint"/>).</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The server.</returns>
    /// <exception cref="SocketException">The port is in use, or the address does not belong to this machine.</exception>
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
    /// Serves one connection, on the loop's thread. (An async lambda binds to the coroutine overload instead.) When the server stops,
    /// awaits of loop operations are canceled; other awaits must observe <see cref="CurrentToken"/>.
    /// </param>
    /// <param name="host">The name or address to listen on; null for all addresses of this machine.</param>
    /// <param name="port">The port; 0 for any free port.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The server.</returns>
    /// <exception cref="SocketException">The port is in use, or the address does not belong to this machine.</exception>
    public static Coroutine<Server> StartServer(Func<Connection, Task> handler, string? host, int port, ServerOptions? options = null) =>
        StartServer(AsCoroutine(handler), host, port, options);

    /// <summary>
    /// Listens on a Unix domain socket. See <see cref="StartServer(Func{Connection, Coroutine}, string?, int, ServerOptions?)"/>.
    /// </summary>
    /// <param name="handler">Serves one connection, which is closed when the handler completes.</param>
    /// <param name="path">
    /// The path. A socket file without a listener is replaced. The file is deleted when the server closes.
    /// </param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The server.</returns>
    /// <exception cref="SocketException">The path is in use or cannot be created.</exception>
    [OverloadResolutionPriority(1)]
    public static Coroutine<Server> StartUnixServer(Func<Connection, Coroutine> handler, string path, ServerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Start(handler, path, options ?? ServerOptions.Default);

        // A local function, so that this overload is cold like the others.
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
    /// The path. A socket file without a listener is replaced. The file is deleted when the server closes.
    /// </param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The server.</returns>
    /// <exception cref="SocketException">The path is in use or cannot be created.</exception>
    public static Coroutine<Server> StartUnixServer(Func<Connection, Task> handler, string path, ServerOptions? options = null) =>
        StartUnixServer(AsCoroutine(handler), path, options);

    private static Func<Connection, Coroutine> AsCoroutine(Func<Connection, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return async connection => await handler(connection);
    }

    /// <summary>Opens a UDP socket (asyncio: <c>create_datagram_endpoint</c>).</summary>
    /// <param name="local">The local address, with port 0 for any free port; null for any address and port.</param>
    /// <param name="remote">
    /// The only peer: datagrams from other addresses are not received. Null to exchange datagrams with any peer.
    /// </param>
    /// <returns>The open socket.</returns>
    /// <exception cref="SocketException">The address is in use, or does not belong to this machine.</exception>
    /// <exception cref="InvalidOperationException">No loop is running on this thread.</exception>
    public static DatagramSocket OpenDatagramSocket(IPEndPoint? local = null, IPEndPoint? remote = null) =>
        new(EventLoop.CurrentOrThrow().Network.OpenDatagrams(local, remote), remote);

    /// <summary>
    /// Wraps an existing socket so that its operations wait on the running loop (asyncio: the <c>loop.sock_*</c> methods).
    /// </summary>
    /// <param name="socket">The socket. It becomes non-blocking, and disposing the returned wrapper closes it.</param>
    /// <returns>The wrapper.</returns>
    /// <exception cref="InvalidOperationException">No loop is running on this thread.</exception>
    public static LoopSocket Wrap(Socket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        return new LoopSocket(EventLoop.CurrentOrThrow(), socket);
    }

    /// <summary>
    /// Creates a handler for <see cref="HttpClient"/> whose connections live on the running loop: <c>new
    /// HttpClient(Asyncio.CreateHttpHandler())</c>. Once a connection is open, its requests run on the loop's thread only.
    /// </summary>
    /// <returns>The handler.</returns>
    /// <remarks>Use it on this loop only. You may change any setting except <c>ConnectCallback</c>.</remarks>
    /// <exception cref="InvalidOperationException">No loop is running on this thread.</exception>
    public static SocketsHttpHandler CreateHttpHandler()
    {
        var connect = new HttpConnect(EventLoop.CurrentOrThrow());
        return new SocketsHttpHandler { ConnectCallback = (context, token) => connect.ConnectAsync(context.DnsEndPoint, token) };
    }
}
