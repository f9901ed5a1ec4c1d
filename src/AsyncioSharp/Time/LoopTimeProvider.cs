namespace AsyncioSharp;

/// <summary>The loop's clock as a <see cref="TimeProvider"/>, so that <c>Task.Delay(d, provider)</c> and friends run on it too.</summary>
internal sealed class LoopTimeProvider(EventLoop loop) : TimeProvider
{
    // Virtual time begins here; any fixed moment does.
    private static readonly DateTimeOffset s_epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly DateTimeOffset _start = loop.Clock.IsVirtual ? s_epoch : SystemClock.UtcNow - loop.Time;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => loop.Clock.Now;

    public override DateTimeOffset GetUtcNow() => _start + loop.Time;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new LoopTimer(loop, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    // May be used from any thread, so every change goes through the loop.
    private sealed class LoopTimer(EventLoop loop, TimerCallback callback, object? state) : ITimer
    {
        private TimerHandle? _handle; // loop thread only
        private bool _disposed; // loop thread only

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Send(() =>
            {
                _handle?.Cancel();
                _handle = _disposed || dueTime < TimeSpan.Zero ? null : loop.CallLater(dueTime, () => Fire(period));
            });
            return true;
        }

        public void Dispose() => Send(() =>
        {
            _disposed = true;
            _handle?.Cancel();
        });

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fire(TimeSpan period)
        {
            if (_disposed)
            {
                return;
            }

            if (period > TimeSpan.Zero)
            {
                _handle = loop.CallLater(period, () => Fire(period));
            }

            callback(state);
        }

        private void Send(Action action)
        {
            if (EventLoop.Current == loop || !loop.IsRunning)
            {
                if (!loop.IsClosed)
                {
                    action();
                }
            }
            else
            {
                loop.CallSoonThreadSafe(action);
            }
        }
    }
}
