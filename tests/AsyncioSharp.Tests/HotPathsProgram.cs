using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace AsyncioSharp.Tests;

/// <summary>Runs tests/Tools/HotPaths as a process.</summary>
internal static class HotPathsProgram
{
    private static string Host => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>Runs it to its end, which must be a success.</summary>
    internal static Task Run(string[] arguments, params (string Name, string Value)[] environment) =>
        Start(Host, CommandLine(arguments)[1..], environment);

    /// <summary>Whether strace is installed and may trace a process: a container may forbid it.</summary>
    internal static async Task<bool> CanCountSystemCalls()
    {
        try
        {
            await Start("strace", ["-f", "-qq", "-o", "/dev/null", "true"], []);
            return true;
        }
        catch (Exception e) when (e is Win32Exception or ExitException)
        {
            return false;
        }
    }

    /// <summary>Counts the system calls of all its threads, by name.</summary>
    internal static async Task<Dictionary<string, int>> CountSystemCalls(params string[] arguments)
    {
        string report = Path.GetTempFileName();
        try
        {
            await Start("strace", ["-f", "-qq", "-c", "-U", "calls,name", "-o", report, .. CommandLine(arguments)], []);
            string[] lines = await File.ReadAllLinesAsync(report, TestContext.Current.CancellationToken);
            return lines.Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(static row => row.Length == 2 && int.TryParse(row[0], out _))
                .ToDictionary(static row => row[1], static row => int.Parse(row[0], CultureInfo.InvariantCulture));
        }
        finally
        {
            File.Delete(report);
        }
    }

    private static string[] CommandLine(string[] arguments) =>
        [Host, "exec", Path.Combine(AppContext.BaseDirectory, "HotPaths.dll"), .. arguments];

    private static async Task Start(string program, IEnumerable<string> arguments, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        string errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        if (process.ExitCode != 0)
        {
            throw new ExitException($"{program} ended with {process.ExitCode}: {errors}");
        }
    }

    /// <summary>A process ended with an error.</summary>
    private sealed class ExitException(string message) : Exception(message);
}
