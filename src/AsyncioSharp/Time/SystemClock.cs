using System.Diagnostics;

// The one place that reads the clock of the machine (BannedSymbols.txt).
#pragma warning disable RS0030

namespace AsyncioSharp;

/// <summary>Real time: the stopwatch, and a semaphore to wait on. Waits are rounded up to a millisecond, as CPython's poll is.</summary>
internal sealed class SystemClock : LoopClock
{
    // It yields for a few microseconds before it blocks: with a thread that answers at once, as most do, nobody has to sleep and be woken.
    private readonly SemaphoreSlim _signal = new(0);
    private readonly long _start = Stopwatch.GetTimestamp();
    private int _woken; // 1: the signal is set, or about to be

    internal override long Now => Stopwatch.GetElapsedTime(_start).Ticks;

    /// <summary>The time of the machine, where the application may name another one.</summary>
    internal static TimeProvider Provider => TimeProvider.System;

    /// <summary>The date, for what has to name one.</summary>
    internal static DateTimeOffset UtcNow => DateTimeOffset.UtcNow;

    /// <summary>A point in real time, whatever the time of the loop is: where a measurement starts.</summary>
    internal static long Timestamp() => Stopwatch.GetTimestamp();

    /// <summary>The real time since <paramref name="timestamp"/>.</summary>
    internal static TimeSpan ElapsedSince(long timestamp) => Stopwatch.GetElapsedTime(timestamp);

    internal override void Wait(long ticks)
    {
        int milliseconds = ticks < 0
            ? Timeout.Infinite
            : (int)Math.Min(int.MaxValue, ((ticks - 1) / TimeSpan.TicksPerMillisecond) + 1);
        if (_signal.Wait(milliseconds))
        {
            // A fence, too: what was sent before a wake-up that finds the signal set is seen by the loop after this.
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
