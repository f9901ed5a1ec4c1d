using System.Text;

namespace AsyncioSharp;

/// <summary>Options of <c>Asyncio.RunProcess</c> and <c>Asyncio.StartProcess</c>: how a process is started, and when it is ended.</summary>
/// <remarks>Thread affinity: none; the options are immutable.</remarks>
/// <example>
/// <code>
/// var options = new ProcessOptions
/// {
///     WorkingDirectory = Path.GetTempPath(),
///     Environment = new Dictionary&lt;string, string?&gt; { ["LANG"] = "C" },
///     Timeout = TimeSpan.FromSeconds(10),
/// };
/// ProcessResult result = await Asyncio.RunProcess("ls", ["-l"], options);
/// </code>
/// </example>
public sealed record ProcessOptions
{
    /// <summary>The working directory of the process; null for that of this process.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Changes to the environment of this process; a null value removes the variable.</summary>
    public IReadOnlyDictionary<string, string?>? Environment { get; init; }

    /// <summary>The source of the standard input.</summary>
    public StdioMode StandardInput { get; init; }

    /// <summary>The destination of the standard output.</summary>
    public StdioMode StandardOutput { get; init; }

    /// <summary>The destination of the standard error.</summary>
    public StdioMode StandardError { get; init; }

    /// <summary>
    /// <c>RunProcess</c> only: the input of the process, followed by the end of the stream; null for no input. It is no error if the
    /// process does not read all of it.
    /// </summary>
    public ReadOnlyMemory<byte>? Input { get; init; }

    /// <summary>The encoding of <see cref="ProcessResult.Output"/> and <see cref="ProcessResult.Error"/>. Default: UTF-8.</summary>
    public Encoding Encoding { get; init; } = Encoding.UTF8;

    /// <summary>
    /// <c>RunProcess</c> only: the timeout of the run, including the start; null for none. A process that exceeds it is ended according to
    /// <see cref="OnCancel"/>, and the run throws <see cref="TimeoutException"/>.
    /// </summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// <c>RunProcess</c> only: whether an exit code other than 0 throws <see cref="ProcessException"/> (Python: <c>check=True</c>).
    /// Default: false.
    /// </summary>
    public bool CheckExitCode { get; init; }

    /// <summary>What happens to a process when its run is canceled or it is disposed. Default: it is killed with its descendants.</summary>
    public ProcessCancelAction OnCancel { get; init; }

    /// <summary>Uses <see cref="System.Diagnostics.Process"/> even where a better API exists; for tests.</summary>
    internal bool Portable { get; init; }

    /// <summary>Checks the options and returns them with every <see cref="StdioMode.Default"/> resolved.</summary>
    internal ProcessOptions Resolve(StdioMode input, StdioMode output)
    {
        foreach ((string name, string? value) in Environment ?? new Dictionary<string, string?>())
        {
            if (name is null or "" || name.Contains('=') || HasZero(name) || HasZero(value))
            {
                throw new ArgumentException(
                    $"An environment variable cannot be named '{name}', or its value has a null character.", nameof(Environment));
            }
        }

        return this with
        {
            StandardInput = Or(StandardInput, input),
            StandardOutput = Or(StandardOutput, output),
            StandardError = Or(StandardError, output),
        };
    }

    /// <summary>Checks the program and its arguments, and returns the arguments. A null character would cut an argument off.</summary>
    internal static string[] Checked(string program, IEnumerable<string>? arguments)
    {
        ArgumentException.ThrowIfNullOrEmpty(program);
        if (HasZero(program))
        {
            throw new ArgumentException("The program has a null character.", nameof(program));
        }

        string[] all = [.. arguments ?? []];
        int wrong = Array.FindIndex(all, static argument => argument is null || HasZero(argument));
        return wrong < 0 ? all : throw new ArgumentException($"Argument {wrong} is null or has a null character.", nameof(arguments));
    }

    private static bool HasZero(string? text) => text?.Contains('\0') == true;

    private static StdioMode Or(StdioMode mode, StdioMode instead) => mode == StdioMode.Default ? instead : mode;
}
