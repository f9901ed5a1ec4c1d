using Microsoft.Extensions.Logging;

namespace AsyncioSharp;

/// <summary>The options of a <see cref="LoopHost"/>.</summary>
/// <example>
/// <code>
/// var options = new LoopHostOptions { Name = "orders", Quantum = TimeSpan.FromMilliseconds(2) };
/// await using LoopHost host = LoopHost.OnThreadPool(options);
/// await host.RunAsync(async Coroutine () =&gt; await Asyncio.Sleep(0.1));
/// </code>
/// </example>
public sealed record LoopHostOptions
{
    /// <summary>
    /// A name for messages and for the meter <c>AsyncioSharp</c>. If null, there is no name, and a guest loop is not shown in the meter.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>
    /// How long a turn may take before it returns the host's thread. A turn ends between two iterations, so a long step can exceed this
    /// time. Measured in real time, independent of <see cref="TimeProvider"/>. Zero runs one iteration per turn. Default: 5 ms. Not used by
    /// a loop with its own thread.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public TimeSpan Quantum
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            field = value;
        }
    }
    = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// How long <see cref="LoopHost.StopAsync"/> waits for canceled tasks before it reports the remaining ones and closes the loop anyway.
    /// If the host of a stopping guest loop runs no turn for this long (at least 1 s), the loop completes on the thread pool instead. Zero
    /// or more. Default: 30 s.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public TimeSpan CancellationLimit
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            field = value;
        }
    }
    = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The clock of the loop, which <see cref="Asyncio.Sleep(TimeSpan)"/>, timeouts and <see cref="EventLoop.Time"/> use. Default:
    /// <c>TimeProvider.System</c>. Sockets and processes take real time with any clock.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public TimeProvider TimeProvider
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    }
    = SystemClock.Provider;

    /// <summary>Whether debug mode is on; if null, the environment decides (<c>ASYNCIO_DEBUG=1</c>).</summary>
    public bool? Debug { get; init; }

    /// <summary>The logger for reports (by convention of category <c>AsyncioSharp</c>); if null, reports go to stderr.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>Receives the reports instead of the logger. See <see cref="EventLoop.ExceptionHandler"/>.</summary>
    public Action<EventLoop, LoopErrorContext>? ExceptionHandler { get; init; }
}
