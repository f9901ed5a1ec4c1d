namespace AsyncioSharp;

/// <summary>
/// Where the loop gets the time from and where it waits when it has nothing to do. One small abstraction, because virtual time replaces it
/// in tests, and a poller of sockets can stand behind it too.
/// </summary>
internal abstract class LoopClock
{
    /// <summary>Waits for ever (until <see cref="Wake"/>).</summary>
    internal const long Forever = -1;

    /// <summary>Whether the time is made up.</summary>
    internal virtual bool IsVirtual => false;

    /// <summary>Monotonic, in ticks of 100 ns since an arbitrary moment.</summary>
    internal abstract long Now { get; }

    /// <summary>The date that belongs to <see cref="Now"/>.</summary>
    internal virtual DateTimeOffset Date => SystemClock.UtcNow;

    /// <summary>
    /// Waits until <see cref="Wake"/> or until <paramref name="ticks"/> have passed; never returns early otherwise.
    /// A wake-up that came before the wait ends it at once.
    /// </summary>
    internal abstract void Wait(long ticks);

    /// <summary>Ends the wait. Any thread.</summary>
    internal abstract void Wake();

    /// <summary>Ends the wait for a report of an error. Any thread.</summary>
    internal virtual void WakeForReport() => Wake();
}
