namespace AsyncioSharp;

/// <summary>
/// The time of a timeline: that of the machine, to the nanosecond, or virtual time. There a step takes no time, and is drawn a microsecond
/// long: else all steps between two timers would stand on top of each other.
/// </summary>
internal sealed class TimelineClock(LoopClock clock)
{
    private const long VirtualStep = TimeSpan.TicksPerMicrosecond;

    private readonly long _zero = clock.IsVirtual ? 0 : SystemClock.Timestamp();
    private long _lastVirtual = clock.IsVirtual ? clock.Now : 0;

    internal bool IsVirtual => clock.IsVirtual;

    /// <summary>The end of a step. Each is later than the one before.</summary>
    internal long AfterStep()
    {
        if (!IsVirtual)
        {
            return SystemClock.Timestamp() - _zero;
        }

        _lastVirtual += Math.Min(VirtualStep, long.MaxValue - _lastVirtual);
        return Now();
    }

    /// <summary>The time; never before what <see cref="AfterStep"/> returned.</summary>
    internal long Now()
    {
        if (!IsVirtual)
        {
            return SystemClock.Timestamp() - _zero;
        }

        _lastVirtual = Math.Max(_lastVirtual, clock.Now);
        return _lastVirtual;
    }

    internal long From(TimeSpan time) => IsVirtual ? time.Ticks : (long)(time.TotalSeconds * SystemClock.TimestampFrequency);

    internal TimeSpan ToTimeSpan(long units) =>
        IsVirtual ? new TimeSpan(units) : TimeSpan.FromSeconds((double)units / SystemClock.TimestampFrequency);

    /// <summary>In microseconds, as trace files have it.</summary>
    internal decimal ToMicroseconds(long units) =>
        IsVirtual ? units / 10m : Math.Round(units * (1_000_000m / SystemClock.TimestampFrequency), 3);
}
