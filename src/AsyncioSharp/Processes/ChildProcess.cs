namespace AsyncioSharp;

/// <summary>
/// A process that was started, as the operating system offers it. Any thread. The process id is only used while the process cannot have
/// been forgotten by the system, so a signal never reaches another process that got the same id.
/// </summary>
internal abstract class ChildProcess : IDisposable
{
    private readonly TaskCompletionSource<ExitStatus> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal abstract int Id { get; }

    /// <summary>The pipe to its input, or null.</summary>
    internal Stream? Input { get; private protected set; }

    /// <summary>The pipe from its output, or null.</summary>
    internal Stream? Output { get; private protected set; }

    /// <summary>The pipe from its error output, or null.</summary>
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

    /// <summary>Sends a signal to the process; false when it has exited.</summary>
    internal abstract bool TrySignal(int signal);

    /// <summary>Kills the process; false when it has exited.</summary>
    internal abstract bool TryKill();

    /// <summary>Kills the process and its descendants, also when it has exited already; false when there was nothing to kill.</summary>
    internal abstract bool TryKillTree();

    /// <summary>Closes the pipes and lets the system forget the process, as soon as it has exited.</summary>
    public virtual void Dispose()
    {
        Input?.Dispose();
        Output?.Dispose();
        Error?.Dispose();
    }

    /// <summary>Ends a process that nobody waits for any more.</summary>
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

    /// <summary>What asyncio's users expect of a program that cannot be started.</summary>
    private protected static Exception StartError(string program, int error, Exception? cause = null) => error switch
    {
        PosixCalls.NoSuchFile => new FileNotFoundException($"The program '{program}' was not found.", program, cause),
        PosixCalls.NoAccess => new UnauthorizedAccessException($"The program '{program}' may not be executed.", cause),
        _ => cause ?? new System.ComponentModel.Win32Exception(error, $"The program '{program}' could not be started: error {error}"),
    };
}
