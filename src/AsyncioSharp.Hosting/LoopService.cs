using Microsoft.Extensions.Hosting;

namespace AsyncioSharp.Hosting;

/// <summary>
/// A background service whose body is a coroutine on the application's loop. When the host stops, the coroutine is canceled:
/// <see cref="LoopCanceledException"/> comes out of its await, <c>finally</c> blocks run, and the host waits for them until its shutdown
/// timeout. What the body throws ends the application, as with every <see cref="BackgroundService"/>.
/// </summary>
/// <example>
/// <code>
/// public sealed class Poller(LoopHost loop) : LoopService(loop)
/// {
///     protected override async Coroutine RunAsync(CancellationToken stoppingToken)
///     {
///         while (true)
///         {
///             await Asyncio.Sleep(1);
///         }
///     }
/// }
/// </code>
/// </example>
/// <param name="loop">The loop that the body runs on: that of <c>AddAsyncio</c>.</param>
public abstract class LoopService(LoopHost loop) : BackgroundService
{
    /// <summary>The loop that the body runs on.</summary>
    protected LoopHost Loop { get; } = loop ?? throw new ArgumentNullException(nameof(loop));

    /// <summary>Runs the body on the loop.</summary>
    /// <param name="stoppingToken">Canceled when the host stops.</param>
    /// <returns>A task that ends as the body does.</returns>
    protected sealed override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Loop.RunAsync(() => RunAsync(stoppingToken), stoppingToken);

    /// <summary>The body.</summary>
    /// <param name="stoppingToken">
    /// Canceled when the host stops. The body is canceled at the same time, so it need not check the token; pass it to calls that take one.
    /// </param>
    /// <returns>The coroutine, which is awaited on the loop.</returns>
    protected abstract Coroutine RunAsync(CancellationToken stoppingToken);
}
