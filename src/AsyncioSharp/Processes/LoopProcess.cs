using System.Runtime.Versioning;

namespace AsyncioSharp;

/// <summary>
/// A process that was started by <c>Asyncio.StartProcess</c> (asyncio: <c>Process</c>). <c>await using</c> ends it with its scope.
/// </summary>
/// <remarks>
/// A signal never reaches another process: the system keeps the process id until this object is disposed. On Linux the process leads a
/// process group, unless it inherits the standard input. Thread affinity: the loop's thread.
/// </remarks>
public sealed partial class LoopProcess : IAsyncDisposable
{
    private readonly EventLoop _loop;
    private readonly ChildProcess _child;
    private readonly ProcessCancelAction _onCancel;
    private readonly string? _creationSite;
    private bool _disposed;

    private LoopProcess(EventLoop loop, string program, ChildProcess child, ProcessOptions options)
    {
        _loop = loop;
        Program = program;
        _child = child;
        _onCancel = options.OnCancel;
        _creationSite = loop.Debug ? Environment.StackTrace : null;
        loop.Processes.Add(this);
    }

    /// <summary>The program, as it was given.</summary>
    public string Program { get; }

    /// <summary>The process id.</summary>
    public int Id => _child.Id;

    /// <summary>How the process ended; null while it runs (asyncio: <c>returncode</c>).</summary>
    public ExitStatus? ExitStatus => _child.Exit.IsCompletedSuccessfully ? _child.Exit.Result : null;

    /// <summary>Whether the process has exited.</summary>
    public bool HasExited => _child.Exit.IsCompleted;

    internal ChildProcess Child => _child;

    /// <summary>Waits until the process has exited. Any number of coroutines may wait.</summary>
    /// <returns>How it ended.</returns>
    /// <exception cref="LoopCanceledException">The task was canceled; the process goes on.</exception>
    /// <remarks>
    /// A process whose output is a pipe that nobody reads does not exit when the pipe is full. Read the pipe, or use <c>RunProcess</c>.
    /// Debug mode reports it.
    /// </remarks>
    public async Coroutine<ExitStatus> WaitAsync()
    {
        if (_child.Exit.IsCompleted)
        {
            return _child.Exit.Result;
        }

        using FullPipeWatch? watch = FullPipeWatch.Start(_loop, this);
        return await Asyncio.FromTask(_child.Exit);
    }

    /// <summary>Asks the process to end: SIGTERM. On Windows, which has no such signal, it is <see cref="Kill"/>.</summary>
    /// <returns>False when the process has exited.</returns>
    public bool Terminate()
    {
        _loop.CheckThread();
        return OperatingSystem.IsWindows() ? _child.TryKill() : _child.TrySignal(PosixCalls.Terminate);
    }

    /// <summary>Kills the process, and not the processes that it started.</summary>
    /// <returns>False when the process has exited.</returns>
    public bool Kill()
    {
        _loop.CheckThread();
        return _child.TryKill();
    }

    /// <summary>
    /// Kills the process and the processes that it started. On Linux that is the process group, so descendants whose parents have exited
    /// are reached, too, even after the process itself has exited; those that made a group for themselves (daemons do) are not. When the
    /// process inherits the standard input, and on other systems, it is every descendant whose chain of parents is complete.
    /// </summary>
    /// <returns>False when the process itself has exited.</returns>
    public bool KillTree()
    {
        _loop.CheckThread();
        return _child.TryKillTree();
    }

    /// <summary>Sends a signal to the process.</summary>
    /// <param name="signal">The number that the operating system gives the signal.</param>
    /// <returns>False when the process has exited (asyncio: <c>ProcessLookupError</c>).</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="signal"/> is not positive.</exception>
    /// <exception cref="PlatformNotSupportedException">On Windows.</exception>
    [UnsupportedOSPlatform("windows")]
    public bool SendSignal(int signal)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(signal);
        _loop.CheckThread();
        return _child.TrySignal(signal);
    }

    /// <summary>
    /// Ends the process as <see cref="ProcessOptions.OnCancel"/> says if it still runs, waits until it has exited unless it is left alone,
    /// and closes the pipes. Idempotent.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        AbortStreams();
        try
        {
            await EndAsync();
        }
        finally
        {
            Release();
        }
    }

    /// <summary>For messages: the program, its id, and how it ended.</summary>
    public override string ToString() => $"<{nameof(LoopProcess)} {Program} id={Id} {ExitStatus?.ToString() ?? "running"}>";

    internal static async Coroutine<LoopProcess> StartAsync(string program, string[] arguments, ProcessOptions options)
    {
        EventLoop loop = EventLoop.CurrentOrThrow();
        var start = new ChildStart(program, arguments, options);
        try
        {
            ChildProcess? child = await loop.RunInExecutor(start.Run);
            return new LoopProcess(loop, program, child!, options);
        }
        catch (LoopCanceledException)
        {
            start.Abandon();
            throw;
        }
    }

    /// <summary>Ends the process if it still runs, and waits for its exit unless it is left alone.</summary>
    internal async Coroutine EndAsync()
    {
        _child.End(_onCancel);
        if (_onCancel != ProcessCancelAction.Leave)
        {
            await WaitAsync();
        }
    }

    /// <summary>The loop is closed, and the process was not disposed.</summary>
    internal void Abandon()
    {
        _child.End(_onCancel);
        AbortStreams();
        Release();
        _loop.CallExceptionHandler(new LoopErrorContext
        {
            Kind = LoopErrorKind.LeftOpen,
            Message = $"{this} was never disposed{(_creationSite is null ? string.Empty : Environment.NewLine + _creationSite)}",
        });
    }

    private void Release()
    {
        _loop.Processes.Remove(this);
        _child.Dispose();
    }
}
