using System.Diagnostics;
using System.Text.RegularExpressions;

namespace AsyncioSharp.Observability.Tests.Tool;

/// <summary><c>asyncio ps</c> and <c>asyncio pstree</c> of a separate process that hangs: the culprit is named.</summary>
public sealed partial class HangTests
{
    [Theory]
    [InlineData("sleeps", "'importer' (Hangs.Import)", "AIO101")]
    [InlineData("computes", "'optimizer' (Hangs.Compute)", "AIO503")]
    [InlineData("callback", "a callback", "AIO101")]
    public void ABlockedLoop(string way, string culprit, string rule)
    {
        using var process = new HangingProcess(way);
        foreach (string command in new[] { "ps", "pstree" })
        {
            ToolRun run = ToolRun.Of(command, process);
            Assert.Equal(string.Empty, run.Errors);

            // At most: on a busy machine the sleep before it is over before the loop comes to wait for it.
            Assert.Matches(@"^event loop 'orders' on thread \d+[^:]*: BLOCKED for (at most )?\d+\.\d+ s, ", run.Output);
            Assert.Contains($"blocked in {culprit}: ", run.Output, StringComparison.Ordinal);
            Assert.Contains(rule, run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void TasksThatAwaitEachOther()
    {
        using var process = new HangingProcess("circle");
        ToolRun run = ToolRun.Of("pstree", process);
        Assert.Matches(IdleForEver, run.Output);
        Assert.Contains("deadlock: 'buyer' -> 'seller' -> 'buyer': each waits for the next", run.Output, StringComparison.Ordinal);
        Assert.Contains("Hangs.AwaitOther", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("lost wake-up", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void LocksInDifferentOrders()
    {
        using var process = new HangingProcess("locks");
        ToolRun run = ToolRun.Of("pstree", process);
        Assert.Contains("deadlock: 'debit' -> 'credit' -> 'debit': each waits for the next", run.Output, StringComparison.Ordinal);
        Assert.Contains("waits for <AsyncLock locked, waiters: 1>, held by 'credit'", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ALostWakeUp()
    {
        using var process = new HangingProcess("lost");
        ToolRun run = ToolRun.Of("pstree", process);
        Assert.Matches(IdleForEver, run.Output);
        Assert.Contains(
            "lost wake-up: 'consumer' waits for <AsyncEvent unset, waiters: 1>, and no timer, socket or thread is left",
            run.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void DebugModeKnowsSinceWhenAndFromWhere()
    {
        using var process = new HangingProcess("lost", ("ASYNCIO_DEBUG", "1"));
        Assert.Matches(@"consumer  Hangs\.Consume.*for \d+\.\d+ s, created at HangingProgram\.Hangs\.LosesAWakeUp", ToolRun.Of("pstree", process).Output);
    }

    [Fact]
    public void AProgramThatRunsHasNoCulprit()
    {
        using var process = new HangingProcess("ticks");
        ToolRun run = ToolRun.Of("ps", process);
        Assert.Contains("event loop 'orders' on thread", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^task +coroutines, the outermost first +waits +awaited by$", run.Output);
        Assert.Matches(@"(?m)^Task-1 +Hangs\.Ticks", run.Output);
        Assert.DoesNotContain("BLOCKED", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("lost wake-up", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sleeps", "BLOCKED")]
    [InlineData("circle", "deadlock: 'buyer'")]
    [InlineData("lost", "lost wake-up: 'consumer'")]
    public async Task ASignalNeedsNoTool(string way, string text)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var process = new HangingProcess(way, ("ASYNCIO_DUMP_ON_QUIT", "1"));
        Process.Start("kill", ["-QUIT", $"{process.Id}"]).WaitForExit();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        string? line;
        do
        {
            line = await process.Errors.ReadLineAsync(limit.Token);
        }
        while (line?.Contains(text, StringComparison.Ordinal) == false);
        Assert.NotNull(line);
    }

    [GeneratedRegex(@"^event loop 'orders' on thread \d+[^:]*: idle for \d+\.\d+ s, [23] tasks, 0 timers")]
    private static partial Regex IdleForEver { get; }
}
