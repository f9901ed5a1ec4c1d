namespace AsyncioSharp.Conformance;

/// <summary>
/// The programs count time in whole ticks; one of them is a second here, as in the recordings. (A tick of -1 is a time that is over; a span of
/// -1 ms would be no limit at all.)
/// </summary>
internal static class VirtualTime
{
    internal static TimeSpan FromTicks(int ticks) => TimeSpan.FromSeconds(ticks);

    internal static long ToTicks(TimeSpan time) => time.Ticks / TimeSpan.TicksPerSecond;
}
