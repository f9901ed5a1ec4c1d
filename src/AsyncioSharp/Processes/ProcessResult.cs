using System.Diagnostics;
using System.Text;

namespace AsyncioSharp;

/// <summary>The output of a process that has completed, or the output written until its run was ended.</summary>
/// <remarks>Thread affinity: none.</remarks>
/// <example>
/// <code>
/// ProcessResult result = await Asyncio.RunProcess("git", ["--version"]);
/// if (result.IsSuccess)
/// {
///     Console.WriteLine(result.Output);
/// }
/// </code>
/// </example>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class ProcessResult
{
    private readonly Encoding _encoding;

    internal ProcessResult(
        string program, ExitStatus? exitStatus, ReadOnlyMemory<byte> output, ReadOnlyMemory<byte> error, Encoding encoding)
    {
        Program = program;
        ExitStatus = exitStatus;
        OutputBytes = output;
        ErrorBytes = error;
        _encoding = encoding;
    }

    /// <summary>The program.</summary>
    public string Program { get; }

    /// <summary>How the process ended; null in the exception of a run that was canceled and left the process running.</summary>
    public ExitStatus? ExitStatus { get; }

    /// <summary>Whether the process exited normally with code 0.</summary>
    public bool IsSuccess => ExitStatus is { IsSuccess: true };

    /// <summary>The standard output; empty if it was not captured.</summary>
    public ReadOnlyMemory<byte> OutputBytes { get; }

    /// <summary>The standard error; empty if it was not captured.</summary>
    public ReadOnlyMemory<byte> ErrorBytes { get; }

    /// <summary>The standard output as text, decoded with <see cref="ProcessOptions.Encoding"/>.</summary>
    public string Output => field ??= _encoding.GetString(OutputBytes.Span);

    /// <summary>The standard error as text, decoded with <see cref="ProcessOptions.Encoding"/>.</summary>
    public string Error => field ??= _encoding.GetString(ErrorBytes.Span);

    /// <summary>
    /// Returns the result of a failed run: from this exception if it is a <see cref="ProcessException"/>, otherwise from its chain of inner
    /// exceptions, as after a timeout or a cancellation.
    /// </summary>
    /// <param name="exception">The exception that the run threw.</param>
    /// <returns>The result; null if the exception does not come from a run.</returns>
    public static ProcessResult? Of(Exception? exception)
    {
        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is ProcessException process)
            {
                return process.Result;
            }
        }

        return null;
    }

    /// <summary>Describes the result for messages: <c>git exited with code 3</c>.</summary>
    public override string ToString() => $"{Program} {ExitStatus?.ToString() ?? "still runs"}";
}
