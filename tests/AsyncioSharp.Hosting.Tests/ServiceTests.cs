using System.Collections.Concurrent;
using AsyncioSharp.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AsyncioSharp.Hosting.Tests;

/// <summary>A loop in the generic host: services, reports, time, health, the end.</summary>
public sealed class ServiceTests
{
    private readonly ConcurrentQueue<string> _events = new();

    [Fact]
    public async Task ServiceRunsOnTheLoop_AndIsCanceledAndAwaitedAtTheStop()
    {
        using IHost host = Build(services => services.AddSingleton(_events).AddHostedService<Cleaner>());
        await host.StartAsync();
        while (_events.IsEmpty)
        {
            await Task.Yield();
        }

        var loop = host.Services.GetRequiredService<LoopHost>();
        await host.StopAsync();
        Assert.Equal(["began on the loop", "cleaned up"], _events);
        Assert.True(loop.Loop.IsClosed);
    }

    [Fact]
    public async Task ServiceThatThrows_EndsTheApplication_AndIsLogged()
    {
        using IHost host = Build(services => services.AddSingleton(_events).AddHostedService<Failing>());
        await host.StartAsync();
        await host.WaitForShutdownAsync();
        Assert.Contains(_events, text => text.Contains("service failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TasksThatAreLeft_AreCanceledAfterTheServices()
    {
        using IHost host = Build();
        await host.StartAsync();
        Task left = host.Services.GetRequiredService<LoopHost>().RunAsync(async Coroutine () => await new Future());
        await host.StopAsync();
        Assert.True(left.IsCanceled);
    }

    [Fact]
    public async Task StopThatExceedsItsGrace_EndsAtTheHostsTimeout_AndSaysWhatIsLeft()
    {
        using IHost host = Build(
            services => services.Configure<HostOptions>(static options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(50)),
            static options =>
            {
                options.Grace = TimeSpan.FromHours(1);
                options.CancellationLimit = TimeSpan.Zero;
            });
        await host.StartAsync();
        var loop = host.Services.GetRequiredService<LoopHost>();
        Task stubborn = loop.RunAsync(async Coroutine () =>
        {
            while (true)
            {
                try
                {
                    await new Future();
                }
                catch (LoopCanceledException)
                {
                }
            }
        });
        await host.StopAsync();
        await loop.StopAsync();
        Assert.True(stubborn.IsCanceled);
        Assert.Contains(_events, text => text.Contains("did not end within 0 s of its cancellation", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReportsGoToTheLoggerOfTheApplication()
    {
        using IHost host = Build();
        await host.StartAsync();
        var loop = host.Services.GetRequiredService<LoopHost>();
        loop.Post(static () => throw new FormatException("posted badly"));
        await loop.RunAsync(static async Coroutine () => await Asyncio.Yield());
        await host.StopAsync();
        Assert.Contains(_events, static text => text.StartsWith("AsyncioSharp: ", StringComparison.Ordinal) && text.Contains("posted badly", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TimeIsTheRegisteredProviders(bool ownThread)
    {
        var time = new ManualTime();
        using IHost host = Build(services => services.AddSingleton<TimeProvider>(time), options => options.OwnThread = ownThread);
        await host.StartAsync();
        Task day = host.Services.GetRequiredService<LoopHost>().RunAsync(static async Coroutine () => await Asyncio.Sleep(TimeSpan.FromDays(1)));
        while (time.NextDue is null)
        {
            await Task.Yield();
        }

        time.Advance(TimeSpan.FromDays(1));
        await day;
        await host.StopAsync();
    }

    [Fact]
    public async Task HealthCheck_KnowsABlockedAndAStoppedLoop()
    {
        var time = new ManualTime();
        using IHost host = Build(services =>
        {
            services.AddSingleton<TimeProvider>(time);
            services.AddHealthChecks().AddLoopLag();
        });
        await host.StartAsync();
        var loop = host.Services.GetRequiredService<LoopHost>();
        Assert.Equal(HealthStatus.Healthy, await Check(host));

        Assert.Equal(HealthStatus.Degraded, await CheckWhileBlocked(host, time, TimeSpan.FromSeconds(1)));
        Assert.Equal(HealthStatus.Unhealthy, await CheckWhileBlocked(host, time, TimeSpan.FromSeconds(2)));
        await host.StopAsync();
        Assert.True(loop.IsStopping);
        Assert.Equal(HealthStatus.Unhealthy, await Check(host));
    }

    [Fact]
    public void LimitsOfTheHealthCheck_HaveAnOrder()
    {
        IHealthChecksBuilder checks = new ServiceCollection().AddHealthChecks();
        Assert.Throws<ArgumentOutOfRangeException>(() => checks.AddLoopLag(degraded: TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => checks.AddLoopLag(degraded: TimeSpan.FromSeconds(3)));
    }

    private static async Task<HealthStatus> Check(IHost host) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status;

    private static async Task<HealthStatus> CheckWhileBlocked(IHost host, ManualTime time, TimeSpan blocked)
    {
        // The check before is over, but perhaps its timer is still there.
        while (time.NextDue is not null)
        {
            await Task.Yield();
        }

        using var release = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        host.Services.GetRequiredService<LoopHost>().Post(() =>
        {
            entered.Set();
            release.Wait();
        });
        entered.Wait();
        Task<HealthStatus> check = Check(host);
        while (time.NextDue is null)
        {
            await Task.Yield();
        }

        time.Advance(blocked);
        release.Set();
        return await check;
    }

    private IHost Build(Action<IServiceCollection>? configure = null, Action<AsyncioOptions>? options = null)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddProvider(new EventLogger(_events));
        builder.Services.AddAsyncio(options);
        configure?.Invoke(builder.Services);
        return builder.Build();
    }

    private sealed class Cleaner(LoopHost loop, ConcurrentQueue<string> events) : LoopService(loop)
    {
        protected override async Coroutine RunAsync(CancellationToken stoppingToken)
        {
            events.Enqueue(Asyncio.RunningLoop == Loop.Loop ? "began on the loop" : "began elsewhere");
            try
            {
                await new Future();
            }
            finally
            {
                await Asyncio.Sleep(0.001);
                events.Enqueue("cleaned up");
            }
        }
    }

    private sealed class Failing(LoopHost loop) : LoopService(loop)
    {
        protected override async Coroutine RunAsync(CancellationToken stoppingToken)
        {
            await Asyncio.Yield();
            throw new FormatException("service failed");
        }
    }

    private sealed class EventLogger(ConcurrentQueue<string> events) : ILoggerProvider, ILogger
    {
        private string _category = "";

        public ILogger CreateLogger(string categoryName) => new EventLogger(events) { _category = categoryName };

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                events.Enqueue($"{_category}: {formatter(state, exception)} {exception}");
            }
        }
    }
}
