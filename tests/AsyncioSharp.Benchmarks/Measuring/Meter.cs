using System.Diagnostics;

namespace AsyncioSharp.Benchmarks.Measuring;

/// <summary>Measures a stretch of code on one thread. The counters are read around the clock, so that they are not in the time.</summary>
internal readonly struct Meter
{
    private readonly long _bytes;
    private readonly long _start;

    private Meter(long bytes)
    {
        _bytes = bytes;
        _start = Stopwatch.GetTimestamp();
    }

    internal static Meter Start() => new(GC.GetAllocatedBytesForCurrentThread());

    internal Cost Stop()
    {
        long end = Stopwatch.GetTimestamp();
        return new Cost(Stopwatch.GetElapsedTime(_start, end).TotalNanoseconds, GC.GetAllocatedBytesForCurrentThread() - _bytes);
    }
}
