using System.Diagnostics;
using System.Text.Json;

namespace AsyncioSharp.Benchmarks.Compare;

/// <summary>A program of somebody else's runtime that prints its measurements as JSON lines.</summary>
internal static class Script
{
    /// <summary>Where the project's scripts were copied to.</summary>
    internal static string PathOf(params string[] parts) => Path.Combine([AppContext.BaseDirectory, .. parts]);

    /// <summary>Runs a program and reads what it printed; null when it cannot be started or fails.</summary>
    internal static string? TryRun(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        start.Environment.Remove("PYTHONASYNCIODEBUG");
        try
        {
            using Process process = Process.Start(start)!;
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Reads the line of one benchmark; null when the program does not have it.</summary>
    internal static Times? Parse(string output, string name)
    {
        foreach (string line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var json = JsonDocument.Parse(line);
            JsonElement root = json.RootElement;
            if (root.GetProperty("name").GetString() == name)
            {
                return new Times(root.GetProperty("ns_per_op").GetDouble(), root.GetProperty("cpu_ns_per_op").GetDouble());
            }
        }

        return null;
    }
}
