using System.Net;

namespace AsyncioSharp;

/// <summary>What connections lead through and servers listen on: the operating system's sockets, or memory in tests.</summary>
/// <remarks>Loop thread only.</remarks>
internal abstract class Network
{
    /// <summary>Connects to a host over TCP.</summary>
    internal abstract Coroutine<Transport> ConnectAsync(string host, int port, ConnectOptions options);

    /// <summary>Connects to a Unix domain socket.</summary>
    internal abstract Coroutine<Transport> ConnectUnixAsync(string path);

    /// <summary>Listens on every address of a host; null for all addresses of this machine.</summary>
    internal abstract Coroutine<Listener[]> ListenAsync(string? host, int port, ServerOptions options);

    /// <summary>Listens on a Unix domain socket.</summary>
    internal abstract Listener ListenUnix(string path, ServerOptions options);

    /// <summary>Opens a UDP socket; with a peer, it gets the datagrams of that one only.</summary>
    internal abstract DatagramEndpoint OpenDatagrams(IPEndPoint? local, IPEndPoint? remote);

    /// <summary>The loop is being closed: closes and reports what is still open. The poller does that for its sockets.</summary>
    internal virtual void Close()
    {
    }
}
