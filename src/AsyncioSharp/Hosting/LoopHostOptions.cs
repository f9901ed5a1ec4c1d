using Microsoft.Extensions.Logging;

namespace AsyncioSharp;

/// <summary>How a <see cref="LoopHost"/> runs its loop.</summary>
public sealed record LoopHostOptions
{
    /// <summary>A name for messages and dumps; null: none.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// How long a turn may take before it gives the host's thread back. A turn ends between two iterations, so one long step makes it longer.
    /// More than zero. Default: 5 ms. A loop with a thread of its own has no turns.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero or less.</exception>
    public TimeSpan Quantum
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            field = value;
        }
    }
    = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// How long <see cref="LoopHost.StopAsync"/> waits for canceled tasks before it closes the loop all the same and reports those that are
    /// left. Zero or more. Default: 30 s.
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

    /// <summary>Debug mode; null leaves it to the environment (<c>ASYNCIO_DEBUG=1</c>).</summary>
    public bool? Debug { get; init; }

    /// <summary>Where reports go (category <c>AsyncioSharp</c> by convention); null: stderr.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>Gets the reports instead of the logger. See <see cref="EventLoop.ExceptionHandler"/>.</summary>
    public Action<EventLoop, LoopErrorContext>? ExceptionHandler { get; init; }
}
