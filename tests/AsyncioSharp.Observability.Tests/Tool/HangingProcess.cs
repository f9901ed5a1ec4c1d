using System.Diagnostics;

namespace AsyncioSharp.Observability.Tests.Tool;

/// <summary>A separate process that hangs in the given way.</summary>
internal sealed class HangingProcess : IDisposable
{
    private readonly Process _process;

    internal HangingProcess(string way, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "HangingProgram.dll"), way])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        string? line = _process.StandardOutput.ReadLine();
        if (line != "ready")
        {
            throw new InvalidOperationException($"The program said '{line}': {_process.StandardError.ReadToEnd()}");
        }
    }

    internal int Id => _process.Id;

    internal StreamWriter Input => _process.StandardInput;

    internal StreamReader Errors => _process.StandardError;

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
