namespace AsyncioSharp.Tests.Hosting;

/// <summary>Time that passes when the test says so.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly List<ManualTimer> _timers = [];
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>When the first timer is due; null: no timer is set.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            lock (_timers)
            {
                long? first = _timers.Min(static timer => timer.Due);
                return first is { } due ? new TimeSpan(due - _now) : null;
            }
        }
    }

    public override long GetTimestamp() => Volatile.Read(ref _now);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + new TimeSpan(GetTimestamp());

    /// <summary>Lets time pass; timers call back on this thread.</summary>
    public void Advance(TimeSpan time)
    {
        long end = _now + time.Ticks;
        while (TakeDue(end) is { } timer)
        {
            timer.Call();
        }

        Volatile.Write(ref _now, end);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private ManualTimer? TakeDue(long end)
    {
        lock (_timers)
        {
            ManualTimer? timer = _timers.Where(timer => timer.Due <= end).MinBy(static timer => timer.Due);
            if (timer is not null)
            {
                Volatile.Write(ref _now, Math.Max(_now, timer.Due!.Value));
                timer.Due = timer.Period is { } period ? _now + period.Ticks : null;
            }

            return timer;
        }
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        public long? Due { get; set; }

        public TimeSpan? Period { get; private set; }

        public void Call() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._timers)
            {
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : time._now + dueTime.Ticks;
                Period = period == Timeout.InfiniteTimeSpan ? null : period;
                if (!time._timers.Contains(this))
                {
                    time._timers.Add(this);
                }
            }

            return true;
        }

        public void Dispose()
        {
            lock (time._timers)
            {
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
