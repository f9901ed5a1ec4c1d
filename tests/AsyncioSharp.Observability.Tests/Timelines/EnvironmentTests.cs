using System.Diagnostics;

namespace AsyncioSharp.Observability.Tests.Timelines;

/// <summary><c>ASYNCIO_TRACE</c> records programs as they are, and never keeps one from running.</summary>
[Collection(FullDisk.Collection)]
public sealed class EnvironmentTests
{
    [Fact]
    public void EachRunGetsAFile()
    {
        using var file = new TemporaryFile();
        using var second = new TemporaryFile("-2", file);
        Assert.Equal((0, "done", string.Empty), Run(file.Path));
        Assert.Contains("child", TraceFile.Read(file.Path).Tracks);
        Assert.Contains("child", TraceFile.Read(second.Path).Tracks);
    }

    [Fact]
    public void TheProcessMayBePartOfTheName()
    {
        using var file = new TemporaryFile();
        string folder = Directory.CreateDirectory(file.Path + ".d").FullName;
        try
        {
            Assert.Equal(0, Run(Path.Combine(folder, "trace-{pid}.json")).ExitCode);
            string[] names = [.. Directory.GetFiles(folder).Select(static path => Path.GetFileName(path))];
            Assert.Equal(2, names.Length);
            Assert.All(names, static name => Assert.Matches(@"^trace-\d+(-2)?\.json$", name));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("/no/such/folder/trace.json", "ASYNCIO_TRACE: The timeline cannot be written to '/no/such/folder/trace.json'")]
    [InlineData(FullDisk.Path, "The timeline could not be written to '/dev/full'")]
    public void AFileThatCannotBeWrittenIsReportedAndTheProgramRuns(string path, string report)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        (int exitCode, string output, string errors) = Run(path);
        Assert.Equal((0, "done"), (exitCode, output));
        Assert.Contains(report, errors, StringComparison.Ordinal);
    }

    private static (int ExitCode, string Output, string Errors) Run(string trace)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "HangingProgram.dll"), "twice"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASYNCIO_TRACE"] = trace },
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd().TrimEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.GetAwaiter().GetResult());
    }
}
