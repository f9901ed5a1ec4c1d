using System.Diagnostics;

namespace AsyncioSharp.Observability.Tests.Tool;

/// <summary>Runs programs of others.</summary>
internal static class OtherProgram
{
    // The settings of the test host must not reach a build.
    private static readonly string[] s_hidden = ["MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH", "MSBuildLoadMicrosoftTargetsReadOnly"];

    /// <summary>Runs a program, expects success, and returns what it printed.</summary>
    internal static string Succeed(string program, params string[] arguments)
    {
        (int exitCode, string output) = Run(program, arguments);
        Assert.True(exitCode == 0, output);
        return output;
    }

    /// <summary>Runs a program to its end; returns what it printed to both streams.</summary>
    internal static (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
            Environment = { ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_NOLOGO"] = "1" },
        };
        foreach (string name in s_hidden)
        {
            start.Environment.Remove(name);
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }
}
