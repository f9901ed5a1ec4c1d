namespace AsyncioSharp.Testing;

/// <summary>Time that stands still while something is ready, and jumps to the next timer when nothing is.</summary>
internal sealed class VirtualClock : LoopClock
{
    // A foreign await that takes longer than this in real time is taken for one that never ends.
    private static readonly TimeSpan s_foreignLimit = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _wake = new(0);
    private long _now;
    private long? _stopAt;

    internal override bool IsVirtual => true;

    internal override long Now => _now;

    /// <summary>The loop on this clock.</summary>
    internal EventLoop? Loop { get; set; }

    internal void Advance(long ticks) => _now += ticks;

    /// <summary>From now on a wait that would pass this time stops the loop there instead; null: waits jump.</summary>
    internal void StopAt(long? now) => _stopAt = now;

    internal override void Wait(long ticks)
    {
        if (_wake.Wait(0))
        {
            return;
        }

        if (_stopAt is { } stop && (ticks < 0 || _now + ticks > stop))
        {
            _now = stop;
            Loop!.Stop();
        }
        else if (ticks >= 0)
        {
            _now += ticks;
        }
        else if (!(Loop is { HasForeignWork: true } && _wake.Wait(s_foreignLimit)))
        {
            throw new DeadlockException("Deadlock: nothing is ready, and no timer is set." + Environment.NewLine + Loop?.DumpTasks());
        }
    }

    internal override void Wake()
    {
        if (_wake.CurrentCount == 0)
        {
            _wake.Release();
        }
    }

    // Reports come when the garbage collector runs; virtual time is the same in every run.
    internal override void WakeForReport()
    {
    }
}
