using System.Net;

namespace AsyncioSharp;

/// <summary>
/// A server of a <see cref="LoopGroup"/>: one port, with a <see cref="Server"/> on each loop.
/// </summary>
/// <remarks>Thread affinity: the members may be called on any thread.</remarks>
/// <example>
/// <code>
/// async Coroutine Greet(Connection connection) =&gt; await connection.WriteLineAsync("hello");
///
/// await using var group = new LoopGroup(2);
/// await using GroupServer server = await group.StartServerAsync(Greet, "127.0.0.1", 0);
/// Console.WriteLine(server.LocalEndPoint);
/// </code>
/// </example>
public sealed class GroupServer : IAsyncDisposable
{
    private readonly List<(LoopHost Host, Server Server)> _parts = [];
    private Task? _stopped;

    internal GroupServer()
    {
    }

    /// <summary>The address and port that the server listens on.</summary>
    public EndPoint LocalEndPoint => _parts[0].Server.LocalEndPoint;

    /// <summary>
    /// Stops the server on all loops at the same time. See <see cref="Server.StopAsync"/>. Later calls return the same task.
    /// </summary>
    /// <param name="grace">
    /// How long handlers may keep running before they are canceled; <see cref="Timeout.InfiniteTimeSpan"/> waits until they complete.
    /// </param>
    /// <returns>A task that completes when all handlers have. If a loop is stopped meanwhile, its handlers are canceled with it.</returns>
    public Task StopAsync(TimeSpan grace)
    {
        lock (_parts)
        {
            return _stopped ??= Task.WhenAll(_parts.Select(part => StopAsync(part.Host, part.Server, grace)));
        }
    }

    /// <summary>Stops the server without a grace period.</summary>
    /// <returns>A task that completes when all handlers have.</returns>
    public ValueTask DisposeAsync() => new(StopAsync(TimeSpan.Zero));

    internal void Add(LoopHost host, Server server) => _parts.Add((host, server));

    private static async Task StopAsync(LoopHost host, Server server, TimeSpan grace)
    {
        TimeSpan limit = LoopTime.IsNever(grace) ? TimeSpan.MaxValue : grace;
        try
        {
            await host.RunAsync(() => server.StopAsync(limit)).ConfigureAwait(false);
        }
        catch (InvalidOperationException) when (host.IsStopping)
        {
            // The loop is stopping and stops the server itself.
        }
        catch (OperationCanceledException) when (host.IsStopping)
        {
            // The grace period has elapsed, so the loop has canceled the handlers and aborted the connections.
        }
    }
}
