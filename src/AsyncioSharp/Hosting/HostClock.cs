namespace AsyncioSharp;

/// <summary>A loop clock that uses a <see cref="TimeProvider"/> for the time and for the timer that wakes the loop.</summary>
internal abstract class HostClock(TimeProvider provider) : LoopClock, IDisposable
{
    private readonly long _start = provider.GetTimestamp();
    private ITimer? _timer;
    private long _wakesAt = long.MaxValue;

    internal override long Now => provider.GetElapsedTime(_start).Ticks;

    internal override DateTimeOffset Date => provider.GetUtcNow();

    /// <summary>Cancels the pending wake-up, if any.</summary>
    public void Dispose() => _timer?.Dispose();

    /// <summary>
    /// Calls <see cref="LoopClock.Wake"/> at the given time, rounded up to a millisecond. If an earlier call is pending, it is kept, and
    /// the loop requests the next one then. Therefore timeouts that do not elapse do not set the timer each time.
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

        // Otherwise the timer would capture the execution context of the first sleep.
        using AsyncFlowControl flow = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
        _timer = provider.CreateTimer(static clock => ((HostClock)clock!).OnTimer(), this, delay, Timeout.InfiniteTimeSpan);
    }

    private void OnTimer()
    {
        Volatile.Write(ref _wakesAt, long.MaxValue);
        Wake();
    }
}
