using System.Text;

namespace AsyncioSharp;

/// <summary>What a process that ran to its end, or as far as it came, has written.</summary>
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

    /// <summary>Whether the process exited by itself with code 0.</summary>
    public bool IsSuccess => ExitStatus is { IsSuccess: true };

    /// <summary>The standard output; empty when it was not captured.</summary>
    public ReadOnlyMemory<byte> OutputBytes { get; }

    /// <summary>The standard error output; empty when it was not captured.</summary>
    public ReadOnlyMemory<byte> ErrorBytes { get; }

    /// <summary>The standard output as text, decoded by <see cref="ProcessOptions.Encoding"/>.</summary>
    public string Output => field ??= _encoding.GetString(OutputBytes.Span);

    /// <summary>The standard error output as text, decoded by <see cref="ProcessOptions.Encoding"/>.</summary>
    public string Error => field ??= _encoding.GetString(ErrorBytes.Span);

    /// <summary>
    /// What the process had written when its run failed: the result in a <see cref="ProcessException"/> that is this exception, or stands
    /// behind it as <see cref="Exception.InnerException"/>, as it does when the run timed out or was canceled.
    /// </summary>
    /// <param name="exception">What the run threw.</param>
    /// <returns>The result; null when the exception does not come from a run.</returns>
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

    /// <summary>For messages: <c>git exited with code 3</c>.</summary>
    public override string ToString() => $"{Program} {ExitStatus?.ToString() ?? "still runs"}";
}
