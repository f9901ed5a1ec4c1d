using System.ComponentModel;
using System.Diagnostics;

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
        using Process process = Start([path, .. arguments]);

        // On a thread of its own: both pipes are small.
        var feeder = new Thread(() =>
        {
            foreach (string line in input)
            {
                process.StandardInput.WriteLine(line);
            }

            process.StandardInput.Close();
        });
        feeder.Start();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        feeder.Join();
        return process.ExitCode == 0
            ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : throw new InvalidOperationException($"{script} ended with {process.ExitCode}");
    }

    private bool IsUsable()
    {
        try
        {
            using Process process = Start(["-c", "import sys; sys.exit(sys.version_info < (3, 13))"]);
            process.StandardInput.Close();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            // There is no such command.
            return false;
        }
    }

    // -B: the scripts must not leave compiled copies among the test's files.
    private Process Start(string[] arguments) => Process.Start(new ProcessStartInfo(_command, ["-B", .. arguments])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;
}
