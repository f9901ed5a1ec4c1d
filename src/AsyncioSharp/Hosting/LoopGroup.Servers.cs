using System.Net;

namespace AsyncioSharp;

/// <content>Servers on all loops.</content>
public sealed partial class LoopGroup
{
    private readonly List<GroupServer> _servers = []; // guarded by itself

    /// <summary>
    /// Serves one port on all loops (SO_REUSEPORT): the operating system shares the connections out, and the handler of each runs on the
    /// loop that accepted it.
    /// </summary>
    /// <param name="handler">Serves one connection, which is closed when the handler ends.</param>
    /// <param name="host">Where to listen.</param>
    /// <param name="port">The port; 0: a free one.</param>
    /// <param name="options">How each server serves; limits such as <see cref="ServerOptions.MaxConnections"/> are a loop's.</param>
    /// <returns>The server, once all loops listen. When one cannot, none does.</returns>
    /// <exception cref="PlatformNotSupportedException">The operating system cannot share a port: others than Linux and macOS.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The port is in use, or the host is not ours.</exception>
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
