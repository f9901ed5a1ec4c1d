namespace AsyncioSharp;

/// <summary>Converts delays: seconds as in asyncio, and times on the loop's clock.</summary>
internal static class LoopTime
{
    /// <summary>
    /// Converts seconds to a time span. A negative value becomes 0; a value that is too large becomes the largest time span.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">NaN (S072).</exception>
    internal static TimeSpan FromSeconds(double seconds)
    {
        if (double.IsNaN(seconds))
        {
            throw new ArgumentOutOfRangeException(nameof(seconds), "Invalid delay: NaN (not a number)");
        }

        if (seconds <= 0)
        {
            return TimeSpan.Zero;
        }

        double ticks = seconds * TimeSpan.TicksPerSecond;
        return ticks >= long.MaxValue ? TimeSpan.MaxValue : new TimeSpan((long)Math.Round(ticks));
    }

    /// <summary>
    /// True for <see cref="Timeout.InfiniteTimeSpan"/>, which in .NET means no timeout, and here a time that is never reached.
    /// </summary>
    internal static bool IsNever(TimeSpan time) => time == Timeout.InfiniteTimeSpan;

    /// <summary>True if a timeout leaves no time at all.</summary>
    internal static bool IsOver(TimeSpan? limit) => limit is { Ticks: <= 0 } time && !IsNever(time);

    /// <summary>The time <paramref name="delay"/> after now; saturates instead of overflowing.</summary>
    internal static TimeSpan After(EventLoop loop, TimeSpan delay) => After(loop.Clock.Now, delay);

    /// <summary>The same for a clock value that was already read.</summary>
    internal static TimeSpan After(long now, TimeSpan delay) =>
        IsNever(delay) ? delay : delay.Ticks > long.MaxValue - now ? TimeSpan.MaxValue : new TimeSpan(now + delay.Ticks);
}
