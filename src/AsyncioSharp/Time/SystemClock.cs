using System.Diagnostics;

namespace AsyncioSharp;

/// <summary>Real time: the stopwatch, and a semaphore to wait on. Waits are rounded up to a millisecond, as CPython's poll is.</summary>
internal sealed class SystemClock : LoopClock
{
    // It yields for a few microseconds before it blocks: with a thread that answers at once, as most do, nobody has to sleep and be woken.
    private readonly SemaphoreSlim _signal = new(0);
    private readonly long _start = Stopwatch.GetTimestamp();
    private int _woken; // 1: the signal is set, or about to be

    internal override long Now => Stopwatch.GetElapsedTime(_start).Ticks;

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
