using System.Net;

namespace AsyncioSharp;

/// <summary>
/// A server of a <see cref="LoopGroup"/>: one port, and a <see cref="Server"/> on each loop. Its members may be called on any thread.
/// </summary>
public sealed class GroupServer : IAsyncDisposable
{
    private readonly List<(LoopHost Host, Server Server)> _parts = [];
    private Task? _stopped;

    internal GroupServer()
    {
    }

    /// <summary>Where it listens.</summary>
    public EndPoint LocalEndPoint => _parts[0].Server.LocalEndPoint;

    /// <summary>Stops it on all loops at the same time. See <see cref="Server.StopAsync"/>. Later calls return the same task.</summary>
    /// <param name="grace">How long the handlers may go on undisturbed; <see cref="Timeout.InfiniteTimeSpan"/>: until they end.</param>
    /// <returns>A task that ends when all handlers have ended; those of a loop that is stopped meanwhile are canceled with it.</returns>
    public Task StopAsync(TimeSpan grace)
    {
        lock (_parts)
        {
            return _stopped ??= Task.WhenAll(_parts.Select(part => StopAsync(part.Host, part.Server, grace)));
        }
    }

    /// <summary>Stops it without a grace.</summary>
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
            // Its loop ends the server.
        }
        catch (OperationCanceledException) when (host.IsStopping)
        {
            // The grace was over, so the loop has canceled the handlers and aborted the connections.
        }
    }
}
