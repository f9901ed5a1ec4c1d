namespace AsyncioSharp.Testing;

/// <summary>A clock that stands still while something is ready or runs on another thread, and otherwise jumps to the next timer.</summary>
internal sealed class VirtualClock : LoopClock
{
    private readonly SemaphoreSlim _wake = new(0);
    private long _now;
    private long? _stopAt;

    // The last real-time wait that ended without a wake-up, and the number of waits for other threads that had begun by then.
    private TimeSpan _waitedInVain;
    private long _begunByThen;

    internal override bool IsVirtual => true;

    internal override long Now => _now;

    /// <summary>The loop that uses this clock.</summary>
    internal EventLoop? Loop { get; set; }

    internal void Advance(long ticks) => _now += ticks;

    /// <summary>Sets a time at which a wait stops the loop instead of passing it; null lets waits jump.</summary>
    internal void StopAt(long? now) => _stopAt = now;

    internal override void Wait(long ticks)
    {
        if (_wake.Wait(0))
        {
            _waitedInVain = TimeSpan.Zero;
            return;
        }

        if (_stopAt is { } stop)
        {
            WaitUntil(stop, ticks);
        }
        else if (ticks >= 0)
        {
            if (!IsWoken(Loop?.ForeignKinds?.PatienceBeforeTimer(TestLoop.ForeignLimit) ?? TimeSpan.Zero))
            {
                _now += ticks;
            }
        }
        else if (!IsWoken(PatienceBeforeDeadlock()))
        {
            string message = $"Deadlock: nothing is ready, and no timer is set.{Reason()}";
            throw new DeadlockException(message + Environment.NewLine + Loop?.DumpTasks());
        }
    }

    // Manual stepping: the test decides when time passes, and what other threads do in the meantime.
    private void WaitUntil(long stop, long ticks)
    {
        if (ticks < 0 || _now + ticks > stop)
        {
            _now = stop;
            Loop!.Stop();
        }
        else
        {
            _now += ticks;
        }
    }

    private TimeSpan PatienceBeforeDeadlock() => Loop switch
    {
        { HasForeignWork: true } => TestLoop.ForeignLimit,
        { MayHaveForeignWork: true } => ForeignWaitKinds.PatienceWithin(TestLoop.ForeignLimit),
        _ => TimeSpan.Zero,
    };

    // A wait that was not woken in its time is not repeated, for example in the shutdown after a deadlock, until another wait begins or
    // completes.
    private bool IsWoken(TimeSpan patience)
    {
        long begun = Loop?.ForeignKinds?.Begun ?? 0;
        if (patience == TimeSpan.Zero || (begun == _begunByThen && Covers(_waitedInVain, patience)))
        {
            return false;
        }

        if (_wake.Wait(patience))
        {
            _waitedInVain = TimeSpan.Zero;
            return true;
        }

        _waitedInVain = patience;
        _begunByThen = begun;
        return false;
    }

    private static bool Covers(TimeSpan waited, TimeSpan patience) =>
        LoopTime.IsNever(waited) || (!LoopTime.IsNever(patience) && patience <= waited);

    private string Reason() => Loop is not { HasForeignWork: true }
        ? string.Empty
        : FormattableString.Invariant(
            $" What is awaited outside of it did not end within {TestLoop.ForeignLimit.TotalSeconds:0.###} s (TestLoop.ForeignLimit).");

    internal override void Wake()
    {
        if (_wake.CurrentCount == 0)
        {
            _wake.Release();
        }
    }

    // Reports depend on when the garbage collector runs; virtual time must be the same in every run.
    internal override void WakeForReport()
    {
    }
}
