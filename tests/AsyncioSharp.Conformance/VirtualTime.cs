namespace AsyncioSharp.Conformance;

/// <summary>The programs count time in whole ticks; one of them is a millisecond here.</summary>
internal static class VirtualTime
{
    internal static TimeSpan FromTicks(int ticks) => TimeSpan.FromMilliseconds(ticks);

    internal static long ToTicks(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMillisecond;
}
