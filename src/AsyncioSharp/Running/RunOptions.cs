using Microsoft.Extensions.Logging;

namespace AsyncioSharp;

/// <summary>How <see cref="Asyncio.Run(Coroutine, RunOptions?)"/> runs.</summary>
/// <example>
/// <code>
/// Asyncio.Run(Main, new RunOptions { Debug = true, CancellationToken = stopping });
/// </code>
/// </example>
public sealed record RunOptions
{
    /// <summary>A name for metrics and for <c>asyncio ps</c>; null leaves the loop's own. See <see cref="EventLoop.Name"/>.</summary>
    public string? Name { get; init; }

    /// <summary>Debug mode; null leaves it to the environment (<c>ASYNCIO_DEBUG=1</c>).</summary>
    public bool? Debug { get; init; }

    /// <summary>Where reports go (category <c>AsyncioSharp</c> by convention); null: stderr.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>Gets the reports instead of the logger. See <see cref="EventLoop.ExceptionHandler"/>.</summary>
    public Action<EventLoop, LoopErrorContext>? ExceptionHandler { get; init; }

    /// <summary>Makes the loop; null for a new <see cref="EventLoop"/>.</summary>
    public Func<EventLoop>? LoopFactory { get; init; }

    /// <summary>
    /// When this token is canceled, from any thread, so is main. The run then throws an <see cref="OperationCanceledException"/> with the token,
    /// unless main catches the cancellation. A token that is canceled already: main's body never runs.
    /// </summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>
    /// Whether Ctrl+C cancels main (the second one ends the run) instead of ending the process. Default: true.
    /// </summary>
    public bool HandleInterrupt { get; init; } = true;

    /// <summary>
    /// Whether SIGTERM (from <c>docker stop</c>, systemd, Kubernetes) ends the run as Ctrl+C does, within <see cref="ShutdownTimeout"/>,
    /// instead of ending the process at once. Default: true.
    /// </summary>
    public bool HandleTermination { get; init; } = true;

    /// <summary>
    /// Whether SIGQUIT (<c>kill -QUIT PID</c>, Ctrl+\ on a terminal, Ctrl+Break on Windows) prints the tasks of all loops to stderr, and the
    /// program goes on, instead of ending the process. Null leaves it to the environment (<c>ASYNCIO_DUMP_ON_QUIT=1</c>). Default: null.
    /// </summary>
    public bool? DumpOnQuit { get; init; }

    /// <summary>
    /// How long the shutdown after main may take: tasks that do not let themselves be canceled and functions on threads are given up then, with a
    /// report. After a SIGTERM it is the time for main to end in, too. <see cref="Timeout.InfiniteTimeSpan"/>: no limit. Default: 300
    /// seconds, as long as asyncio waits for threads. Not on virtual time.
    /// </summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>
    /// How the loop learns that a socket is ready. It matters to programs that test both ways; the default is right for all others. A loop
    /// without sockets has no poller.
    /// </summary>
    public PollerKind Poller { get; init; }
}
