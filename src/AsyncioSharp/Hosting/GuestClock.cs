namespace AsyncioSharp;

/// <summary>
/// The clock of a guest loop. It never blocks: the next turn runs when the loop is woken, or when the next timer is due.
/// </summary>
internal sealed class GuestClock(TimeProvider provider) : HostClock(provider)
{
    /// <summary>The host to wake.</summary>
    internal GuestLoopHost? Host { get; set; }

    /// <summary>Wakes the host at the given time. Returns false if that time has passed, so that there is nothing to wait for.</summary>
    internal bool WakeAt(long due)
    {
        long now = Now;
        if (due <= now)
        {
            return false;
        }

        CallWakeAt(due, now);
        return true;
    }

    internal override void Wait(long ticks)
    {
    }

    internal override void Wake() => Host!.Wake();
}
