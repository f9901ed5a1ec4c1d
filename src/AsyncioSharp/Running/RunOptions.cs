using Microsoft.Extensions.Logging;

namespace AsyncioSharp;

/// <summary>Options for <see cref="Asyncio.Run(Coroutine, RunOptions?)"/>.</summary>
/// <remarks>Thread affinity: none; the options are immutable.</remarks>
/// <example>
/// <code>
/// var stopping = new CancellationTokenSource(TimeSpan.FromSeconds(10));
/// var options = new RunOptions { Debug = true, CancellationToken = stopping.Token };
/// await Asyncio.RunAsync(async () =&gt; await Asyncio.Sleep(1), options);   // Asyncio.Run takes the same options
/// </code>
/// </example>
public sealed record RunOptions
{
    /// <summary>A name for metrics and for <c>asyncio ps</c>; null keeps the loop's name. See <see cref="EventLoop.Name"/>.</summary>
    public string? Name { get; init; }

    /// <summary>Debug mode; null uses the environment (<c>ASYNCIO_DEBUG=1</c>).</summary>
    public bool? Debug { get; init; }

    /// <summary>The destination of reports (category <c>AsyncioSharp</c> by convention); null for stderr.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>Receives the reports instead of the logger. See <see cref="EventLoop.ExceptionHandler"/>.</summary>
    public Action<EventLoop, LoopErrorContext>? ExceptionHandler { get; init; }

    /// <summary>Creates the loop; null for a new <see cref="EventLoop"/>.</summary>
    public Func<EventLoop>? LoopFactory { get; init; }

    /// <summary>
    /// Canceling this token, on any thread, cancels main. The run then throws an <see cref="OperationCanceledException"/> with the token,
    /// unless main catches the cancellation. If the token is already canceled, main's body never runs.
    /// </summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Whether Ctrl+C cancels main instead of ending the process; a second Ctrl+C ends the run. Default: true.</summary>
    public bool HandleInterrupt { get; init; } = true;

    /// <summary>
    /// Whether SIGTERM (from <c>docker stop</c>, systemd, Kubernetes) ends the run as Ctrl+C does, within <see cref="ShutdownTimeout"/>,
    /// instead of ending the process immediately. Default: true.
    /// </summary>
    public bool HandleTermination { get; init; } = true;

    /// <summary>
    /// Whether SIGQUIT (<c>kill -QUIT PID</c>, Ctrl+\ on a terminal, Ctrl+Break on Windows) prints the tasks of all loops to stderr instead
    /// of ending the process. Null uses the environment (<c>ASYNCIO_DUMP_ON_QUIT=1</c>). Default: null.
    /// </summary>
    public bool? DumpOnQuit { get; init; }

    /// <summary>
    /// A file to which the timeline of the loop is written when it is closed. See <see cref="Asyncio.RecordTimeline"/>. If the file cannot
    /// be opened, the run fails before main begins. Null leaves it to the environment: <c>ASYNCIO_TRACE=trace.json</c> records each run,
    /// the second one to <c>trace-2.json</c>, and <c>{pid}</c> in the name stands for the process id. Default: null.
    /// </summary>
    public string? Timeline { get; init; }

    /// <summary>
    /// The maximum duration of the shutdown after main. Tasks that resist cancellation and functions on threads are then abandoned, with a
    /// report. After a SIGTERM, main must also complete within this time. <see cref="Timeout.InfiniteTimeSpan"/> means no timeout. Default:
    /// 300 seconds, as long as asyncio waits for threads. Ignored on virtual time.
    /// </summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>
    /// How the loop detects that a socket is ready. Only programs that test both ways need to change it. A loop without sockets has no
    /// poller.
    /// </summary>
    public PollerKind Poller { get; init; }
}
