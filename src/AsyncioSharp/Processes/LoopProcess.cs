using System.Diagnostics;
using System.Runtime.Versioning;

namespace AsyncioSharp;

/// <summary>
/// A process started by <c>Asyncio.StartProcess</c> (asyncio: <c>Process</c>). <c>await using</c> ends it at the end of the scope.
/// </summary>
/// <remarks>
/// A signal never reaches another process: the system reserves the process id until this object is disposed. On Linux, the process leads
/// its own process group unless it inherits the standard input. Thread affinity: the loop's thread.
/// </remarks>
/// <example>
/// <code>
/// var options = new ProcessOptions { StandardInput = StdioMode.Pipe, StandardOutput = StdioMode.Pipe };
/// await using LoopProcess sort = await Asyncio.StartProcess("sort", options: options);
/// await sort.StandardInput.WriteLineAsync("pear");
/// await sort.StandardInput.WriteLineAsync("apple");
/// sort.StandardInput.WriteEof();
/// await foreach (string line in sort.StandardOutput.ReadLinesAsync()) { Console.WriteLine(line); }
/// Console.WriteLine(await sort.WaitAsync());   // exited with code 0
/// </code>
/// </example>
[DebuggerDisplay("{ToString(),nq}")]
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

    /// <summary>The program, as passed to the call that started it.</summary>
    public string Program { get; }

    /// <summary>The process id.</summary>
    public int Id => _child.Id;

    /// <summary>How the process ended; null while it is running (asyncio: <c>returncode</c>).</summary>
    public ExitStatus? ExitStatus => _child.Exit.IsCompletedSuccessfully ? _child.Exit.Result : null;

    /// <summary>Whether the process has exited.</summary>
    public bool HasExited => _child.Exit.IsCompleted;

    internal ChildProcess Child => _child;

    /// <summary>Waits until the process has exited. Any number of coroutines can wait.</summary>
    /// <returns>The exit status.</returns>
    /// <exception cref="LoopCanceledException">The task was canceled; the process keeps running.</exception>
    /// <remarks>
    /// A process cannot exit while its output is a full pipe that nothing reads. Read the pipe, or use <c>RunProcess</c>. Debug mode
    /// reports this case.
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

    /// <summary>Asks the process to end, with SIGTERM. Windows has no such signal; there it calls <see cref="Kill"/>.</summary>
    /// <returns>False if the process has exited.</returns>
    /// <exception cref="InvalidOperationException">The loop runs on another thread.</exception>
    public bool Terminate()
    {
        _loop.CheckThread();
        return OperatingSystem.IsWindows() ? _child.TryKill() : _child.TrySignal(PosixCalls.Terminate);
    }

    /// <summary>Kills the process, but not the processes that it started.</summary>
    /// <returns>False if the process has exited.</returns>
    /// <exception cref="InvalidOperationException">The loop runs on another thread.</exception>
    public bool Kill()
    {
        _loop.CheckThread();
        return _child.TryKill();
    }

    /// <summary>
    /// Kills the process and the processes that it started. On Linux this kills the process group, including descendants whose parents have
    /// exited, even after the process itself has exited. It does not reach descendants that created their own group, as daemons do. If the
    /// process inherits the standard input, and on other systems, it kills every descendant whose chain of parents is complete.
    /// </summary>
    /// <returns>False if the process itself has exited.</returns>
    /// <exception cref="InvalidOperationException">The loop runs on another thread.</exception>
    public bool KillTree()
    {
        _loop.CheckThread();
        return _child.TryKillTree();
    }

    /// <summary>Sends a signal to the process.</summary>
    /// <param name="signal">The number of the signal on this operating system.</param>
    /// <returns>False if the process has exited (asyncio: <c>ProcessLookupError</c>).</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="signal"/> is not positive.</exception>
    /// <exception cref="PlatformNotSupportedException">The operating system is Windows.</exception>
    /// <exception cref="InvalidOperationException">The loop runs on another thread.</exception>
    [UnsupportedOSPlatform("windows")]
    public bool SendSignal(int signal)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(signal);
        _loop.CheckThread();
        return _child.TrySignal(signal);
    }

    /// <summary>
    /// Ends the process according to <see cref="ProcessOptions.OnCancel"/> if it is still running, waits for its exit unless it is left
    /// running, and closes the pipes. Idempotent.
    /// </summary>
    /// <returns>A task that completes once the process is released.</returns>
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

    /// <summary>Describes the process for messages: the program, its id, and its exit status.</summary>
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

    /// <summary>Ends the process if it is still running, and waits for its exit unless it is left running.</summary>
    internal async Coroutine EndAsync()
    {
        _child.End(_onCancel);
        if (_onCancel != ProcessCancelAction.Leave)
        {
            await WaitAsync();
        }
    }

    /// <summary>The loop was closed before the process was disposed.</summary>
    internal void Abandon()
    {
        _child.End(_onCancel);
        AbortStreams();
        Release();
        string site = _creationSite is null ? string.Empty : Environment.NewLine + _creationSite;
        _loop.Report(LoopErrorKind.LeftOpen, $"{this} was never disposed{site}");
    }

    private void Release()
    {
        _loop.Processes.Remove(this);
        _child.Dispose();
    }
}
