namespace AsyncioSharp;

/// <summary>The loop's clock as a <see cref="TimeProvider"/>, so that <c>Task.Delay(d, provider)</c> and similar APIs use it too.</summary>
internal sealed class LoopTimeProvider(EventLoop loop) : TimeProvider
{
    // The date at which virtual time starts; any fixed date works.
    private static readonly DateTimeOffset s_epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly DateTimeOffset _start = loop.Clock.IsVirtual ? s_epoch : loop.Clock.Date - loop.Time;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => loop.Clock.Now;

    public override DateTimeOffset GetUtcNow() => _start + loop.Time;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new LoopTimer(loop, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}
