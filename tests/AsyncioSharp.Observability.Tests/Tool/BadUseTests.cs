using System.Diagnostics;
using System.Globalization;

namespace AsyncioSharp.Observability.Tests.Tool;

/// <summary>What <c>asyncio</c> says when it cannot answer.</summary>
public sealed class BadUseTests
{
    [Theory]
    [InlineData]
    [InlineData("ps")]
    [InlineData("ps", "x")]
    [InlineData("ps", "-1")]
    [InlineData("ps", "1", "2")]
    [InlineData("top", "1")]
    [InlineData("trace")]
    [InlineData("trace", "1", "--seconds")]
    [InlineData("trace", "1", "--seconds", "0")]
    [InlineData("trace", "1", "--seconds", "never")]
    [InlineData("trace", "1", "-o", "")]
    [InlineData("trace", "1", "--loud", "1")]
    [InlineData("ps", "1", "--seconds", "1")]
    public void AWrongCommandLineGetsTheUsage(params string[] args)
    {
        ToolRun run = ToolRun.Of(args);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("usage: asyncio ps PID", run.Errors, StringComparison.Ordinal);
        Assert.Equal(string.Empty, run.Output);
    }

    [Fact]
    public void HelpIsNoError()
    {
        ToolRun run = ToolRun.Of("--help");
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("usage:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void AProcessThatIsGone()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true })!;
        process.WaitForExit();
        ToolRun run = ToolRun.Of("ps", process.Id.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(1, run.ExitCode);
        Assert.Equal($"asyncio: there is no process {process.Id}.", run.Errors.TrimEnd());
    }

    [Fact]
    public void AProcessWithoutDiagnosticPort()
    {
        using var process = new HangingProcess("none", ("DOTNET_EnableDiagnostics", "0"));
        ToolRun run = ToolRun.Of("pstree", process);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"asyncio: process {process.Id} cannot be asked: it is no .NET process, it belongs to another user", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void AProcessWithoutALoop()
    {
        using var process = new HangingProcess("none");
        ToolRun run = ToolRun.Of("ps", process);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"asyncio: no event loop of AsyncioSharp runs in process {process.Id}", run.Errors, StringComparison.Ordinal);
    }
}
