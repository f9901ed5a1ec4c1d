using System.Globalization;
using System.Reflection;

namespace AsyncioSharp.Observability.Tests.Tool;

/// <summary>The tool as users get it: packed, installed by <c>dotnet tool install</c>, and run under its own name.</summary>
public sealed class InstalledToolTests
{
    [Fact]
    public void TheInstalledToolLooksIntoAProcess()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("asyncio-tool-");
        try
        {
            string version = $"0.0.0-test.{DateTime.UtcNow:yyyyMMddHHmmss}.{Environment.ProcessId}";
            string feed = folder.CreateSubdirectory("feed").FullName;
            string tools = Path.Combine(folder.FullName, "tools");
            string project = Path.Combine(RepositoryRoot, "src", "AsyncioSharp.Tool");
            OtherProgram.Succeed("dotnet", "pack", project, "-o", feed, $"-p:Version={version}", $"-p:ArtifactsPath={folder.FullName}/artifacts");
            OtherProgram.Succeed("dotnet", "tool", "install", "AsyncioSharp.Tool", "--tool-path", tools, "--version", version, "--add-source", feed);

            using var process = new HangingProcess("circle");
            string asyncio = Path.Combine(tools, OperatingSystem.IsWindows() ? "asyncio.exe" : "asyncio");
            Assert.Contains("deadlock: 'buyer'", OtherProgram.Succeed(asyncio, "pstree", process.Id.ToString(CultureInfo.InvariantCulture)), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string RepositoryRoot =>
        typeof(InstalledToolTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "RepositoryRoot").Value!;
}
