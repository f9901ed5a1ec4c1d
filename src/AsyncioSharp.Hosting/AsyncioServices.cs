using AsyncioSharp;
using AsyncioSharp.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>An event loop among the services of an application.</summary>
public static class AsyncioServices
{
    /// <summary>
    /// Adds a <see cref="LoopHost"/>: one event loop for the application. Its reports go to the logger <c>AsyncioSharp</c>, its clock is
    /// the registered <see cref="TimeProvider"/>, and it ends after all services have stopped. It does not handle Ctrl+C or SIGTERM: the
    /// host does, and stops the services.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options; null for the defaults.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddAsyncio(this IServiceCollection services, Action<AsyncioOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton(CreateLoopHost);
        services.AddHostedService<LoopLifetime>();
        return services;
    }

    /// <summary>
    /// Adds a health check: how long the loop takes to run a callback. The loop is degraded from <paramref name="degraded"/> on, and
    /// unhealthy when it has not run the callback within <paramref name="unhealthy"/>, or was stopped.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="degraded">More than zero. Default: 100 ms.</param>
    /// <param name="unhealthy">More than <paramref name="degraded"/>. Default: 2 s.</param>
    /// <param name="tags">Tags to filter health checks.</param>
    /// <returns>The health checks.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limits are not in order.</exception>
    public static IHealthChecksBuilder AddLoopLag(
        this IHealthChecksBuilder builder,
        string name = "asyncio",
        TimeSpan? degraded = null,
        TimeSpan? unhealthy = null,
        IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        TimeSpan late = degraded ?? TimeSpan.FromMilliseconds(100);
        TimeSpan limit = unhealthy ?? TimeSpan.FromSeconds(2);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(late, TimeSpan.Zero, nameof(degraded));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, late, nameof(unhealthy));
        return builder.Add(new HealthCheckRegistration(
            name,
            services => new LoopLagCheck(services.GetRequiredService<LoopHost>(), TimeOf(services), late, limit),
            failureStatus: null,
            tags));
    }

    private static LoopHost CreateLoopHost(IServiceProvider services)
    {
        AsyncioOptions options = services.GetRequiredService<IOptions<AsyncioOptions>>().Value;
        LoopHostOptions all = options.ToLoopHostOptions() with
        {
            Logger = services.GetService<ILoggerFactory>()?.CreateLogger("AsyncioSharp"),
            TimeProvider = TimeOf(services),
        };
        return options.OwnThread ? LoopHost.OnNewThread(all) : LoopHost.OnThreadPool(all);
    }

    private static TimeProvider TimeOf(IServiceProvider services) => services.GetService<TimeProvider>() ?? TimeProvider.System;
}
