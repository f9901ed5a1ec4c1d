using System.Text;

namespace AsyncioSharp;

/// <summary>How <c>Asyncio.RunProcess</c> and <c>Asyncio.StartProcess</c> start a process, and when they end it.</summary>
public sealed record ProcessOptions
{
    /// <summary>Where the process starts; null: the working directory of this one.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables that differ from the environment of this process; a null value removes the variable.</summary>
    public IReadOnlyDictionary<string, string?>? Environment { get; init; }

    /// <summary>What the process reads from.</summary>
    public StdioMode StandardInput { get; init; }

    /// <summary>Where its output goes.</summary>
    public StdioMode StandardOutput { get; init; }

    /// <summary>Where its error output goes.</summary>
    public StdioMode StandardError { get; init; }

    /// <summary>
    /// <c>RunProcess</c> only: what the process gets as its input, followed by the end of the stream; null: no input. That the process does not
    /// read all of it is no error.
    /// </summary>
    public ReadOnlyMemory<byte>? Input { get; init; }

    /// <summary>How <see cref="ProcessResult.Output"/> and <see cref="ProcessResult.Error"/> are decoded. Default: UTF-8.</summary>
    public Encoding Encoding { get; init; } = Encoding.UTF8;

    /// <summary>
    /// <c>RunProcess</c> only: the limit of the run, its start included; null: none. A process that exceeds it is ended as
    /// <see cref="OnCancel"/> says, and the run throws <see cref="TimeoutException"/>.
    /// </summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// <c>RunProcess</c> only: whether an exit code other than 0 throws <see cref="ProcessException"/> (asyncio's users write
    /// <c>check=True</c>). Default: false.
    /// </summary>
    public bool CheckExitCode { get; init; }

    /// <summary>What happens to a process that nobody waits for any more. Default: it is killed with its descendants.</summary>
    public ProcessCancelAction OnCancel { get; init; }

    /// <summary>Uses <see cref="System.Diagnostics.Process"/> also where there is a better way; for tests.</summary>
    internal bool Portable { get; init; }

    /// <summary>The options with every <see cref="StdioMode.Default"/> replaced.</summary>
    internal ProcessOptions Resolve(StdioMode input, StdioMode output) => this with
    {
        StandardInput = Or(StandardInput, input),
        StandardOutput = Or(StandardOutput, output),
        StandardError = Or(StandardError, output),
    };

    private static StdioMode Or(StdioMode mode, StdioMode instead) => mode == StdioMode.Default ? instead : mode;
}
