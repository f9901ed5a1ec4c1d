using System.Diagnostics;

namespace AsyncioSharp;

/// <summary>Real time for a guest loop. It never blocks: the next turn comes when the loop is woken, or when the next timer is due.</summary>
internal sealed class GuestClock : LoopClock, IDisposable
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private Timer? _timer;

    /// <summary>The host that is woken.</summary>
    internal GuestLoopHost? Host { get; set; }

    internal override long Now => Stopwatch.GetElapsedTime(_start).Ticks;

    /// <summary>Ends the pending wake-up, if there is one.</summary>
    public void Dispose() => _timer?.Dispose();

    /// <summary>Wakes the host at this time. False when it is over: then there is nothing to wait for.</summary>
    internal bool WakeAt(long due)
    {
        long ticks = due - Now;
        if (due < Now || ticks <= 0)
        {
            return false;
        }

        long milliseconds = Math.Min(int.MaxValue, ((ticks - 1) / TimeSpan.TicksPerMillisecond) + 1);
        if (_timer is null)
        {
            // It would keep the context of whoever started the first sleep.
            using AsyncFlowControl flow = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
            _timer = new Timer(static host => ((GuestLoopHost)host!).Wake(), Host, milliseconds, Timeout.Infinite);
        }
        else
        {
            _timer.Change(milliseconds, Timeout.Infinite);
        }

        return true;
    }

    internal override void Wait(long ticks)
    {
    }

    internal override void Wake() => Host!.Wake();
}
