using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AsyncioSharp.Hosting.Tests.Grains;

/// <summary>Loops in Orleans grains, in a real silo: where coroutines run, and what becomes of tasks when an activation ends.</summary>
public sealed class GrainTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _events = new();
    private IHost? _host;

    private IGrainFactory Grains => _host!.Services.GetRequiredService<IGrainFactory>();

    public async ValueTask InitializeAsync()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(_events);
        builder.UseOrleans(static silo => silo.UseLocalhostClustering(FreePort(), FreePort()));
        _host = builder.Build();
        await _host.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host!.StopAsync();
        _host.Dispose();
    }

    [Fact]
    public async Task CoroutineStaysOnTheGrainsScheduler_AndAwaitsOtherGrains() =>
        Assert.Equal(4, await Grains.GetGrain<IWorker>(1).AskOnTheScheduler(2));

    [Fact]
    public async Task LimitOfTheLoop_EndsTheWaitForAnotherGrain() => Assert.True(await Grains.GetGrain<IWorker>(1).IsTooSlow(2));

    [Fact]
    public async Task TaskThatIsLeft_DoesNotKeepTheActivation_ButIsCanceledAndAwaited()
    {
        IWorker worker = Grains.GetGrain<IWorker>(1);
        await worker.Leave(ignoresCancellation: false);
        await worker.Deactivate();
        await Until("deactivated");
        Assert.Equal(["cleaned up in the grain", "deactivated"], _events);
    }

    [Fact]
    public async Task TaskThatIgnoresItsCancellation_IsReported_AndTheNextActivationWorks()
    {
        IWorker worker = Grains.GetGrain<IWorker>(1);
        await worker.Leave(ignoresCancellation: true);
        await worker.Deactivate();
        await Until("deactivated");
        Assert.Contains("this task did not end within 0.2 s of its cancellation", _events.First(), StringComparison.Ordinal);
        Assert.Equal(4, await worker.AskOnTheScheduler(2));
    }

    private async Task Until(string text)
    {
        while (!_events.Contains(text))
        {
            await Task.Delay(5);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
