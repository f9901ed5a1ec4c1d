namespace AsyncioSharp;

/// <summary>
/// Provides the time to a loop, and the wait when the loop has nothing to do. Virtual time replaces it in tests, and a poller of sockets
/// can implement it too.
/// </summary>
internal abstract class LoopClock
{
    /// <summary>Waits indefinitely (until <see cref="Wake"/>).</summary>
    internal const long Forever = -1;

    /// <summary>True if the time is virtual.</summary>
    internal virtual bool IsVirtual => false;

    /// <summary>Monotonic time in ticks of 100 ns since an arbitrary moment.</summary>
    internal abstract long Now { get; }

    /// <summary>The date that corresponds to <see cref="Now"/>.</summary>
    internal virtual DateTimeOffset Date => SystemClock.UtcNow;

    /// <summary>
    /// Waits until <see cref="Wake"/> or until <paramref name="ticks"/> have passed; never returns early otherwise. A wake-up that arrived
    /// before the wait ends it immediately.
    /// </summary>
    internal abstract void Wait(long ticks);

    /// <summary>Ends the wait. Any thread.</summary>
    internal abstract void Wake();

    /// <summary>Ends the wait so that an error can be reported. Any thread.</summary>
    internal virtual void WakeForReport() => Wake();
}
