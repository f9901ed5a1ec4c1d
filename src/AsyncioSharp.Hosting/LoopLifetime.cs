using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AsyncioSharp.Hosting;

/// <summary>Ends the loop when all services have stopped: until then they may use it.</summary>
internal sealed class LoopLifetime(LoopHost loop, IOptions<AsyncioOptions> options) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // The token is the host's shutdown timeout: it ends the grace, and canceled tasks still have their time.
    public Task StoppedAsync(CancellationToken cancellationToken) => loop.StopAsync(options.Value.Grace, cancellationToken);
}
