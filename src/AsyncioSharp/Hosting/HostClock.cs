namespace AsyncioSharp;

/// <summary>The time of a <see cref="TimeProvider"/>, whose timer wakes the loop.</summary>
internal abstract class HostClock(TimeProvider provider) : LoopClock, IDisposable
{
    private readonly long _start = provider.GetTimestamp();
    private ITimer? _timer;
    private long _wakesAt = long.MaxValue;

    internal override long Now => provider.GetElapsedTime(_start).Ticks;

    internal override DateTimeOffset Date => provider.GetUtcNow();

    /// <summary>Ends the pending wake-up, if there is one.</summary>
    public void Dispose() => _timer?.Dispose();

    /// <summary>
    /// Calls <see cref="LoopClock.Wake"/> at this time, rounded up to a millisecond. A call that is pending for an earlier time stays
    /// instead: the loop asks again then. So limits that are not reached do not set the timer each time.
    /// </summary>
    private protected void CallWakeAt(long due, long now)
    {
        if (Volatile.Read(ref _wakesAt) <= due)
        {
            return;
        }

        Volatile.Write(ref _wakesAt, due);
        TimeSpan delay = TimeSpan.FromMilliseconds(Math.Min(int.MaxValue, ((due - now - 1) / TimeSpan.TicksPerMillisecond) + 1));
        if (_timer is not null)
        {
            _timer.Change(delay, Timeout.InfiniteTimeSpan);
            return;
        }

        // It would keep the context of whoever started the first sleep.
        using AsyncFlowControl flow = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
        _timer = provider.CreateTimer(static clock => ((HostClock)clock!).OnTimer(), this, delay, Timeout.InfiniteTimeSpan);
    }

    private void OnTimer()
    {
        Volatile.Write(ref _wakesAt, long.MaxValue);
        Wake();
    }
}
