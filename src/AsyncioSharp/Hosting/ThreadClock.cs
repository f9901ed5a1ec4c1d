namespace AsyncioSharp;

/// <summary>The clock of a loop that has its own thread and does not use the system's time.</summary>
internal sealed class ThreadClock(TimeProvider provider) : HostClock(provider)
{
    private readonly SemaphoreSlim _signal = new(0);
    private int _woken; // 1 if the signal is set, or about to be

    internal override void Wait(long ticks)
    {
        if (ticks != Forever)
        {
            long now = Now;
            CallWakeAt(now + ticks, now);
        }

        _signal.Wait();
        Interlocked.Exchange(ref _woken, 0);
    }

    internal override void Wake()
    {
        if (Interlocked.Exchange(ref _woken, 1) == 0)
        {
            _signal.Release();
        }
    }
}
