namespace AsyncioSharp;

/// <summary>How a loop learns that a socket is ready: <see cref="RunOptions.Poller"/>.</summary>
public enum PollerKind
{
    /// <summary>The best one of the platform: <see cref="Epoll"/> on Linux, <see cref="Completion"/> elsewhere.</summary>
    Default,

    /// <summary>Linux: one epoll is the loop's idle wait for sockets, timers and other threads. No other thread touches a socket.</summary>
    Epoll,

    /// <summary>Any platform: .NET's own socket engine finds ready sockets on its threads, and wakes the loop.</summary>
    Completion,
}
