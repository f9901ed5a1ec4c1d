using Microsoft.Extensions.Logging;

namespace AsyncioSharp;

/// <summary>How a <see cref="LoopHost"/> runs its loop.</summary>
public sealed record LoopHostOptions
{
    /// <summary>
    /// A name for messages and for the meter <c>AsyncioSharp</c>. Null: none, and a guest loop does not show in the meter.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>
    /// How long a turn may take before it gives the host's thread back. A turn ends between two iterations, so one long step makes it
    /// longer. Real time, whatever <see cref="TimeProvider"/> says. Zero: one iteration a turn. Default: 5 ms. A loop with a thread of its
    /// own has no turns.
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
    /// How long <see cref="LoopHost.StopAsync"/> waits for canceled tasks before it closes the loop all the same and reports those that are
    /// left. A guest loop whose host gives no turn for as long while it stops ends on the thread pool instead. Zero or more. Default: 30 s.
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
    /// The clock of the loop: <see cref="Asyncio.Sleep(TimeSpan)"/>, timeouts and <see cref="EventLoop.Time"/> follow it. Default:
    /// <c>TimeProvider.System</c>. Sockets and processes take real time with every clock.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public TimeProvider TimeProvider
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    }
    = SystemClock.Provider;

    /// <summary>Debug mode; null leaves it to the environment (<c>ASYNCIO_DEBUG=1</c>).</summary>
    public bool? Debug { get; init; }

    /// <summary>Where reports go (category <c>AsyncioSharp</c> by convention); null: stderr.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>Gets the reports instead of the logger. See <see cref="EventLoop.ExceptionHandler"/>.</summary>
    public Action<EventLoop, LoopErrorContext>? ExceptionHandler { get; init; }
}
