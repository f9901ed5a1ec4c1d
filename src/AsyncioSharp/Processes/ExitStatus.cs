using System.Diagnostics;

namespace AsyncioSharp;

/// <summary>How a process ended: with an exit code, or by a signal.</summary>
/// <param name="Code">
/// The exit code. If a signal ended the process, it is 128 plus the signal number, as in shells and <c>Process.ExitCode</c> (asyncio: the
/// negated number).
/// </param>
/// <param name="Signal">
/// The number of the signal that ended the process; null if it exited normally. It is always known on Linux. Elsewhere it is known only for
/// signals sent through <see cref="LoopProcess"/>; Windows has no signals.
/// </param>
/// <remarks>Thread affinity: none.</remarks>
/// <example>
/// <code>
/// await using LoopProcess shell = await Asyncio.StartProcess("sh", ["-c", "exit 3"]);
/// ExitStatus status = await shell.WaitAsync();
/// Console.WriteLine(status);             // exited with code 3
/// Console.WriteLine(status.IsSuccess);   // False
/// </code>
/// </example>
[DebuggerDisplay("{ToString(),nq}")]
public readonly record struct ExitStatus(int Code, int? Signal = null)
{
    /// <summary>Whether the process exited normally with code 0.</summary>
    public bool IsSuccess => Code == 0 && Signal is null;

    /// <summary>Describes the status for messages: <c>exited with code 3</c> or <c>was ended by signal 9 (SIGKILL)</c>.</summary>
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
