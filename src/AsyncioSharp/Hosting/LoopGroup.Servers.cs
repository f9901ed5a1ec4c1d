using System.Net;

namespace AsyncioSharp;

/// <content>Servers that run on all loops.</content>
public sealed partial class LoopGroup
{
    private readonly List<GroupServer> _servers = []; // guarded by itself

    /// <summary>
    /// Serves one port on all loops (SO_REUSEPORT). The operating system distributes the connections among the loops, and each handler runs
    /// on the loop that accepted its connection.
    /// </summary>
    /// <param name="handler">Serves one connection, which is closed when the handler completes.</param>
    /// <param name="host">The name or address to listen on.</param>
    /// <param name="port">The port; 0 for any free port.</param>
    /// <param name="options">The options of each server. Limits such as <see cref="ServerOptions.MaxConnections"/> apply per loop.</param>
    /// <returns>The server, once all loops are listening. If one loop cannot listen, the others stop.</returns>
    /// <exception cref="PlatformNotSupportedException">The operating system cannot share a port; only Linux and macOS can.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The port is in use, or the host does not belong to this machine.</exception>
    public async Task<GroupServer> StartServerAsync(
        Func<Connection, Coroutine> handler, string host, int port, ServerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ServerOptions each = (options ?? new ServerOptions()) with { ReusePort = true };
        var server = new GroupServer();
        try
        {
            foreach (LoopHost loop in _hosts)
            {
                Server part = await loop.RunAsync(() => Asyncio.StartServer(handler, host, port, each)).ConfigureAwait(false);
                server.Add(loop, part);
                port = ((IPEndPoint)part.LocalEndPoint).Port;
            }
        }
        catch
        {
            await server.StopAsync(TimeSpan.Zero).ConfigureAwait(false);
            throw;
        }

        lock (_servers)
        {
            _servers.Add(server);
        }

        return server;
    }

    private Task StopServersAsync(TimeSpan grace)
    {
        lock (_servers)
        {
            return Task.WhenAll(_servers.Select(server => server.StopAsync(grace)));
        }
    }
}
