namespace AsyncioSharp;

/// <summary>How a loop detects that a socket is ready; see <see cref="RunOptions.Poller"/>.</summary>
/// <example>
/// <code>
/// var options = new RunOptions { Poller = PollerKind.Completion };
/// await Asyncio.RunAsync(async () =&gt; await Asyncio.Sleep(0.1), options);   // Asyncio.Run takes the same options
/// </code>
/// </example>
public enum PollerKind
{
    /// <summary>The best poller of the platform: <see cref="Epoll"/> on Linux, <see cref="Completion"/> elsewhere.</summary>
    Default,

    /// <summary>
    /// Linux only: one epoll instance is the loop's idle wait for sockets, timers and other threads. No other thread touches a socket.
    /// </summary>
    Epoll,

    /// <summary>Any platform: .NET's socket engine detects ready sockets on its own threads, and wakes the loop.</summary>
    Completion,
}
