using System.Diagnostics;

namespace AsyncioSharp.Benchmarks.Rules;

/// <summary>Builds the generated project with the tools that a user has, each time in a fresh compiler.</summary>
internal static class Builds
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(9);

    /// <summary>Compiles everything again; returns what each analyzer took.</summary>
    /// <exception cref="UsageException">The project does not build, or the compiler reported no times.</exception>
    internal static List<AnalyzerTime> Measure(string folder, params string[] properties)
    {
        string output = DotNet(
            folder,
            ["build", "--no-restore", "--no-incremental", "-nodeReuse:false", "-v:d", "-clp:NoSummary", "-p:ReportAnalyzer=true", "-p:UseSharedCompilation=false", .. properties]);
        List<AnalyzerTime> times = AnalyzerTime.Parse(output);
        return times.Count > 0 ? times : throw new UsageException("the compiler reported no times");
    }

    internal static string DotNet(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };

        // What `dotnet run` sets for its program is not meant for a build that the program starts.
        foreach (string name in (string[])["MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH", "MSBuildLoadMicrosoftTargetsReadOnly"])
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(s_limit))
        {
            process.Kill(entireProcessTree: true);
            throw new UsageException($"dotnet {arguments[0]} took more than {s_limit}");
        }

        if (process.ExitCode == 0)
        {
            return output.GetAwaiter().GetResult();
        }

        string[] lines = (output.GetAwaiter().GetResult() + error.GetAwaiter().GetResult()).Split('\n');
        IEnumerable<string> errors = lines.Where(static line => line.Contains("error ", StringComparison.Ordinal)).DefaultIfEmpty(lines[^1]).Take(20);
        throw new UsageException($"dotnet {arguments[0]} failed in {folder}:{Environment.NewLine}{string.Join(Environment.NewLine, errors)}");
    }
}
