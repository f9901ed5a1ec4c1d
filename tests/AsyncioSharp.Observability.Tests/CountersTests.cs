using System.Globalization;
using AsyncioSharp.Observability.Tests.Tool;

namespace AsyncioSharp.Observability.Tests;

/// <summary>The meter in <c>dotnet-counters</c>, of a program that was not prepared for it.</summary>
public sealed class CountersTests
{
    private const string Version = "10.0.750501";

    [Fact]
    public void DotnetCountersShowsTheMeter()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("asyncio-counters-");
        try
        {
            (int exitCode, string output) = OtherProgram.Run("dotnet", "tool", "install", "dotnet-counters", "--tool-path", folder.FullName, "--version", Version);
            Assert.SkipUnless(exitCode == 0, $"dotnet-counters {Version} cannot be installed: {output}");
            using var process = new HangingProcess("ticks");
            string counters = Path.Combine(folder.FullName, OperatingSystem.IsWindows() ? "dotnet-counters.exe" : "dotnet-counters");
            string file = Path.Combine(folder.FullName, "counters.csv");
            OtherProgram.Succeed(
                counters, "collect", "-p", process.Id.ToString(CultureInfo.InvariantCulture), "--counters", "AsyncioSharp", "--duration", "00:00:05", "--format", "csv", "-o", file);
            string values = File.ReadAllText(file);
            Assert.Contains("asyncio.task.active", values, StringComparison.Ordinal);
            Assert.Contains("asyncio.eventloop.utilization", values, StringComparison.Ordinal);
            Assert.Contains("asyncio.eventloop.name=orders", values, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
