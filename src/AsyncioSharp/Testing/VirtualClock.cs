namespace AsyncioSharp.Testing;

/// <summary>Time that stands still while something is ready, and jumps to the next timer when nothing is.</summary>
internal sealed class VirtualClock : LoopClock
{
    private long _now;
    private volatile bool _woken;

    internal override long Now => _now;

    internal void Advance(long ticks) => _now += ticks;

    internal override void Wait(long ticks)
    {
        if (_woken)
        {
            _woken = false;
            return;
        }

        if (ticks < 0)
        {
            throw new DeadlockException();
        }

        _now += ticks;
    }

    internal override void Wake() => _woken = true;

    // Reports come when the garbage collector runs; virtual time is the same in every run.
    internal override void WakeForReport()
    {
    }
}
