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
    /// <c>RunProcess</c> only: what the process gets as its input, followed by the end of the stream; null: no input. That the process does
    /// not read all of it is no error.
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

    /// <summary>The options, checked, with every <see cref="StdioMode.Default"/> replaced.</summary>
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

    /// <summary>The arguments as an array, checked as the program is. One with a null character would reach the program cut off.</summary>
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
