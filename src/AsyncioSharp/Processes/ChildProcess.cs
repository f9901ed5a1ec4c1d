namespace AsyncioSharp;

/// <summary>
/// A started process, with the operations of the operating system. Any thread. The process id is used only while the system still reserves
/// it, so a signal never reaches another process that reused the id.
/// </summary>
internal abstract class ChildProcess : IDisposable
{
    private readonly TaskCompletionSource<ExitStatus> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal abstract int Id { get; }

    /// <summary>The pipe to the process's standard input, or null.</summary>
    internal Stream? Input { get; private protected set; }

    /// <summary>The pipe from the process's standard output, or null.</summary>
    internal Stream? Output { get; private protected set; }

    /// <summary>The pipe from the process's standard error, or null.</summary>
    internal Stream? Error { get; private protected set; }

    /// <summary>Completes when the process has exited.</summary>
    internal Task<ExitStatus> Exit => _exit.Task;

    /// <summary>Starts a process. Blocks for a millisecond or more.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="options">The options, resolved.</param>
    internal static ChildProcess Start(string program, string[] arguments, ProcessOptions options)
    {
        if (options.WorkingDirectory is { } directory && !Directory.Exists(directory))
        {
            throw new DirectoryNotFoundException($"The working directory '{directory}' of '{program}' does not exist.");
        }

        return OperatingSystem.IsLinux() && !options.Portable
            ? PosixChild.Start(program, arguments, options)
            : FrameworkChild.Start(program, arguments, options);
    }

    /// <summary>Sends a signal to the process; returns false if it has exited.</summary>
    internal abstract bool TrySignal(int signal);

    /// <summary>Kills the process; returns false if it has exited.</summary>
    internal abstract bool TryKill();

    /// <summary>
    /// Kills the process and its descendants. On Linux, the process group is killed even if the process has exited. Returns false if the
    /// process itself has exited.
    /// </summary>
    internal abstract bool TryKillTree();

    /// <summary>Closes the pipes, and lets the system release the process id once the process has exited.</summary>
    public virtual void Dispose()
    {
        Input?.Dispose();
        Output?.Dispose();
        Error?.Dispose();
    }

    /// <summary>Ends a process whose owner no longer waits for it.</summary>
    internal void End(ProcessCancelAction action)
    {
        if (action == ProcessCancelAction.KillTree)
        {
            TryKillTree();
        }
        else if (action == ProcessCancelAction.Kill)
        {
            TryKill();
        }
    }

    private protected void SetExit(ExitStatus status) => _exit.TrySetResult(status);

    /// <summary>Creates the exception that asyncio raises for a program that cannot be started.</summary>
    private protected static Exception StartError(string program, int error, Exception? cause = null) => error switch
    {
        PosixCalls.NoSuchFile => new FileNotFoundException($"The program '{program}' was not found.", program, cause),
        PosixCalls.NoAccess => new UnauthorizedAccessException($"The program '{program}' may not be executed.", cause),
        _ => cause ?? new System.ComponentModel.Win32Exception(error, $"The program '{program}' could not be started: error {error}"),
    };
}
