using System.ComponentModel;
using CliWrap;
using CliWrap.Buffered;

namespace AsyncioSharp.Conformance.Tests;

/// <summary>A CPython that can record: 3.13 or newer.</summary>
internal sealed class Python
{
    private readonly string _command;

    private Python(string command)
    {
        _command = command;
    }

    /// <summary>The one that ASYNCIO_ORACLE_PYTHON names, else the first on the path; null when none is new enough.</summary>
    internal static Python? Find()
    {
        string?[] candidates = [Environment.GetEnvironmentVariable("ASYNCIO_ORACLE_PYTHON"), "python3.13", "python3"];
        return candidates.OfType<string>().Select(static command => new Python(command)).FirstOrDefault(static python => python.IsUsable());
    }

    /// <summary>Runs one of the oracle's scripts and returns the lines that it writes.</summary>
    internal string[] Run(string script, string[] input, params string[] arguments)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "oracle", script);
        BufferedCommandResult result = Execute([path, .. arguments], input);
        return result.IsSuccess
            ? result.StandardOutput.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
            : throw new InvalidOperationException($"{script} ended with {result.ExitCode}: {result.StandardError}");
    }

    private bool IsUsable()
    {
        try
        {
            return Execute(["-c", "import sys; sys.exit(sys.version_info < (3, 13))"], []).IsSuccess;
        }
        catch (Win32Exception)
        {
            // There is no such command.
            return false;
        }
    }

    // -B: the scripts must not leave compiled copies among the test's files.
    private BufferedCommandResult Execute(string[] arguments, string[] input) => Cli.Wrap(_command)
        .WithArguments(["-B", .. arguments])
        .WithStandardInputPipe(PipeSource.FromString(string.Concat(input.Select(static line => line + "\n"))))
        .WithValidation(CommandResultValidation.None)
        .ExecuteBufferedAsync().Task.GetAwaiter().GetResult();
}
