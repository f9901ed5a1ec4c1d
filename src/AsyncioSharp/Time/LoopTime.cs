namespace AsyncioSharp;

/// <summary>Reads delays: seconds as asyncio has them, and times on the loop's clock.</summary>
internal static class LoopTime
{
    /// <summary>Seconds to a time span; negative becomes 0, too large the largest there is.</summary>
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
    /// Whether it is <see cref="Timeout.InfiniteTimeSpan"/>: everywhere in .NET that means no limit, and a time that never comes.
    /// </summary>
    internal static bool IsNever(TimeSpan time) => time == Timeout.InfiniteTimeSpan;

    /// <summary>Whether a limit leaves no time at all.</summary>
    internal static bool IsOver(TimeSpan? limit) => limit is { Ticks: <= 0 } time && !IsNever(time);

    /// <summary>The time that lies <paramref name="delay"/> after now; the far end of time instead of an overflow.</summary>
    internal static TimeSpan After(EventLoop loop, TimeSpan delay) => After(loop.Clock.Now, delay);

    /// <summary>The same for a clock that was read already.</summary>
    internal static TimeSpan After(long now, TimeSpan delay) =>
        IsNever(delay) ? delay : delay.Ticks > long.MaxValue - now ? TimeSpan.MaxValue : new TimeSpan(now + delay.Ticks);
}
