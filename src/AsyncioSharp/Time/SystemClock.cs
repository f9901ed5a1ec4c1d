using System.Diagnostics;

// The only place that reads the system clock (BannedSymbols.txt).
#pragma warning disable RS0030

namespace AsyncioSharp;

/// <summary>Real time: a stopwatch, and a semaphore to wait on. Waits are rounded up to a millisecond, like CPython's poll.</summary>
internal sealed class SystemClock : LoopClock
{
    // The semaphore spins for a few microseconds before it blocks: if another thread answers quickly, as most do, no thread sleeps.
    private readonly SemaphoreSlim _signal = new(0);
    private readonly long _start = Stopwatch.GetTimestamp();
    private int _woken; // 1: the signal is set or about to be set

    internal override long Now => Stopwatch.GetElapsedTime(_start).Ticks;

    /// <summary>The system's time, used where the application may supply another provider.</summary>
    internal static TimeProvider Provider => TimeProvider.System;

    /// <summary>The current date, for callers that need one.</summary>
    internal static DateTimeOffset UtcNow => DateTimeOffset.UtcNow;

    /// <summary>A timestamp in real time, whatever the loop's time is; the start of a measurement.</summary>
    internal static long Timestamp() => Stopwatch.GetTimestamp();

    /// <summary>The units of <see cref="Timestamp"/> in a second.</summary>
    internal static long TimestampFrequency => Stopwatch.Frequency;

    /// <summary>The real time elapsed since <paramref name="timestamp"/>.</summary>
    internal static TimeSpan ElapsedSince(long timestamp) => Stopwatch.GetElapsedTime(timestamp);

    internal override void Wait(long ticks)
    {
        int milliseconds = ticks < 0
            ? Timeout.Infinite
            : (int)Math.Min(int.MaxValue, ((ticks - 1) / TimeSpan.TicksPerMillisecond) + 1);
        if (_signal.Wait(milliseconds))
        {
            // Also a fence: the loop sees everything sent before a wake-up that found the signal already set.
            Interlocked.Exchange(ref _woken, 0);
        }
    }

    internal override void Wake()
    {
        if (Interlocked.Exchange(ref _woken, 1) == 0)
        {
            _signal.Release();
        }
    }
}
