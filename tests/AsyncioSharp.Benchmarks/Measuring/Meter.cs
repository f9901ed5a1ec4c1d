using System.Diagnostics;

namespace AsyncioSharp.Benchmarks.Measuring;

/// <summary>Measures a stretch of code. The other counters are read around the clock, so that they are not in the time.</summary>
internal readonly struct Meter
{
    private readonly bool _allThreads;
    private readonly long _bytes;
    private readonly TimeSpan _cpu;
    private readonly long _start;

    private Meter(bool allThreads)
    {
        _allThreads = allThreads;
        _bytes = Allocated(allThreads);
        _cpu = Environment.CpuUsage.TotalTime;
        _start = Stopwatch.GetTimestamp();
    }

    /// <summary>Starts, for code that stays on this thread.</summary>
    internal static Meter Start() => new(allThreads: false);

    /// <summary>Starts, for code that other threads take part in: their bytes count too.</summary>
    internal static Meter StartAllThreads() => new(allThreads: true);

    internal Cost Stop()
    {
        long end = Stopwatch.GetTimestamp();
        TimeSpan cpu = Environment.CpuUsage.TotalTime - _cpu;
        return new Cost(Stopwatch.GetElapsedTime(_start, end).TotalNanoseconds, cpu.TotalNanoseconds, Allocated(_allThreads) - _bytes);
    }

    private static long Allocated(bool allThreads) =>
        allThreads ? GC.GetTotalAllocatedBytes(precise: true) : GC.GetAllocatedBytesForCurrentThread();
}
