namespace AsyncioSharp;

/// <summary>How a process ended: by an exit code, or by a signal.</summary>
/// <param name="Code">
/// The exit code. For a process that a signal ended it is 128 plus the signal's number, as shells and <c>Process.ExitCode</c> have it
/// (asyncio: minus the number).
/// </param>
/// <param name="Signal">
/// The number of the signal that ended the process; null when it exited by itself. On Linux it is always known. Elsewhere it is known for
/// the signals that were sent through <see cref="LoopProcess"/>, and Windows has no signals.
/// </param>
public readonly record struct ExitStatus(int Code, int? Signal = null)
{
    /// <summary>Whether the process exited by itself with code 0.</summary>
    public bool IsSuccess => Code == 0 && Signal is null;

    /// <summary>For messages: <c>exited with code 3</c> or <c>was ended by signal 9 (SIGKILL)</c>.</summary>
    public override string ToString() => Signal switch
    {
        null => $"exited with code {Code}",
        { } number when NameOf(number) is { } name => $"was ended by signal {number} ({name})",
        { } number => $"was ended by signal {number}",
    };

    private static string? NameOf(int number) => number switch
    {
        1 => "SIGHUP",
        2 => "SIGINT",
        3 => "SIGQUIT",
        6 => "SIGABRT",
        9 => "SIGKILL",
        11 => "SIGSEGV",
        13 => "SIGPIPE",
        15 => "SIGTERM",
        _ => null,
    };
}
