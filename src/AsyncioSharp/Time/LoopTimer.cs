namespace AsyncioSharp;

/// <summary>
/// A timer of the loop's <see cref="TimeProvider"/>. It can be changed from any thread; changes from other threads go through the loop. Its
/// callback runs on the loop's thread, or after the loop was closed on the thread pool, timed by the system clock.
/// </summary>
internal sealed class LoopTimer(EventLoop loop, TimerCallback callback, object? state) : WorkItem, ITimer
{
    // The longest due time that system timers accept.
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private readonly Lock _afterLoopGate = new();
    private TimeSpan _due; // loop thread only
    private TimeSpan _period; // loop thread only
    private ITimer? _afterLoop; // guarded by _afterLoopGate
    private volatile bool _disposed;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_disposed)
        {
            return false;
        }

        TimeSpan due = dueTime < TimeSpan.Zero ? Timeout.InfiniteTimeSpan : LoopTime.After(loop, dueTime);
        if (EventLoop.Current == loop)
        {
            Set(due, period);
        }
        else
        {
            var change = new ChangeWorkItem(this, due, period);
            if (!loop.TryEnqueueFromAnywhere(change, null))
            {
                GoOnWithoutLoop(due, period);
            }
        }

        return true;
    }

    public void Dispose()
    {
        Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _disposed = true;
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    internal override void Run(EventLoop loop, object? unused)
    {
        loop.ProviderTimers--;
        if (_disposed)
        {
            return;
        }

        if (_period > TimeSpan.Zero)
        {
            Set(LoopTime.After(loop, _period), _period);
        }

        loop.EnterCallback(_context);
        try
        {
            callback(state);
        }
        catch (Exception e) when (e is not ConsoleInterruptedException)
        {
            string message = $"Exception in timer callback {callback.Method.Name}";
            loop.Report(LoopErrorKind.CallbackFailed, message, e);
        }
    }

    internal override void Abandon(EventLoop loop, object? unused) => GoOnWithoutLoop(_due, _period);

    private void Set(TimeSpan due, TimeSpan period)
    {
        if (TimerId != 0)
        {
            loop.ProviderTimers--;
            loop.Timers.Cancel(this);
        }

        _due = due;
        _period = period;
        if (due >= TimeSpan.Zero)
        {
            loop.ProviderTimers++;
            loop.Timers.Add(due.Ticks, this);
        }
    }

    // A Task.Delay started on the loop must complete even so. Virtual time no longer advances: the remaining delay counts as elapsed.
    private void GoOnWithoutLoop(TimeSpan due, TimeSpan period)
    {
        lock (_afterLoopGate)
        {
            _afterLoop?.Dispose();
            _afterLoop = null;
            if (due < TimeSpan.Zero || _disposed)
            {
                return;
            }

            bool isVirtual = loop.Clock.IsVirtual;
            TimeSpan left = isVirtual || due < loop.Time ? TimeSpan.Zero : due - loop.Time;
            TimeSpan again = isVirtual ? Timeout.InfiniteTimeSpan : Limit(period);
#pragma warning disable RS0030 // The loop is closed: only the clock of the system is left.
            _afterLoop = TimeProvider.System.CreateTimer(callback, state, Limit(left), again);
#pragma warning restore RS0030
        }
    }

    private static TimeSpan Limit(TimeSpan time) => time < s_longest ? time : s_longest;

    /// <summary>A change requested by another thread.</summary>
    private sealed class ChangeWorkItem(LoopTimer timer, TimeSpan due, TimeSpan period) : WorkItem
    {
        internal override void Run(EventLoop loop, object? state) => timer.Set(due, period);

        internal override void Abandon(EventLoop loop, object? state) => timer.GoOnWithoutLoop(due, period);
    }
}
