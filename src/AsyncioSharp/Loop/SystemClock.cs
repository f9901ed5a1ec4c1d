using System.Diagnostics;

namespace AsyncioSharp;

/// <summary>Real time: the stopwatch, and a monitor to wait on. Waits are rounded up to a millisecond, as CPython's poll is.</summary>
internal sealed class SystemClock : LoopClock
{
    private readonly object _gate = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private bool _woken; // guarded by _gate

    internal override long Now => Stopwatch.GetElapsedTime(_start).Ticks;

    internal override void Wait(long ticks)
    {
        int milliseconds = ticks < 0
            ? Timeout.Infinite
            : (int)Math.Min(int.MaxValue, ((ticks - 1) / TimeSpan.TicksPerMillisecond) + 1);
        lock (_gate)
        {
            if (!_woken)
            {
                Monitor.Wait(_gate, milliseconds);
            }

            _woken = false;
        }
    }

    internal override void Wake()
    {
        lock (_gate)
        {
            _woken = true;
            Monitor.Pulse(_gate);
        }
    }
}
