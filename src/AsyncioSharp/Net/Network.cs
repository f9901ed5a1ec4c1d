using System.Net;

namespace AsyncioSharp;

/// <summary>The network that connections and servers use: the operating system's sockets, or memory in tests.</summary>
/// <remarks>Loop thread only.</remarks>
internal abstract class Network
{
    /// <summary>Connects to a host over TCP.</summary>
    internal abstract Coroutine<Transport> ConnectAsync(string host, int port, ConnectOptions options);

    /// <summary>Connects to a Unix domain socket.</summary>
    internal abstract Coroutine<Transport> ConnectUnixAsync(string path);

    /// <summary>Listens on every address of a host; null means all addresses of this machine.</summary>
    internal abstract Coroutine<Listener[]> ListenAsync(string? host, int port, ServerOptions options);

    /// <summary>Listens on a Unix domain socket.</summary>
    internal abstract Listener ListenUnix(string path, ServerOptions options);

    /// <summary>Opens a UDP socket. With a peer, the socket receives only datagrams from that peer.</summary>
    internal abstract DatagramEndpoint OpenDatagrams(IPEndPoint? local, IPEndPoint? remote);

    /// <summary>Called when the loop is being closed: closes and reports open connections. The poller does this for its sockets.</summary>
    internal virtual void Close()
    {
    }
}
