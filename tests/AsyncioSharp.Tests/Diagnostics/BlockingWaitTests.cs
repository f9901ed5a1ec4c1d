namespace AsyncioSharp.Tests.Diagnostics;

/// <summary>Debug mode catches blocking waits at the call.</summary>
public sealed class BlockingWaitTests
{
    [Fact]
    public void DebugMode_ReportsAWaitOnTheLoopsThread_WithItsStack()
    {
        string report = Assert.Single(Messages(debug: true), static message => message.StartsWith("Blocking wait", StringComparison.Ordinal));
        Assert.Contains(nameof(Blocks), report, StringComparison.Ordinal);
        Assert.Contains("AIO102", report, StringComparison.Ordinal);
        Assert.DoesNotContain("EventLoop", report, StringComparison.Ordinal);
    }

    [Fact]
    public void NormalMode_ReportsNothing() => Assert.Empty(Messages(debug: false));

    private static List<string> Messages(bool debug)
    {
        var messages = new List<string>();
        Asyncio.Run(
            Blocks,
            new RunOptions { Debug = debug, HandleInterrupt = false, ExceptionHandler = (_, context) => messages.Add(context.Message) });
        messages.RemoveAll(static message => message.StartsWith("Executing", StringComparison.Ordinal));
        return messages;
    }

    private static async Coroutine Blocks()
    {
        await Asyncio.Yield();
        using var handle = new ManualResetEvent(false);
        using var timer = new Timer(static state => ((ManualResetEvent)state!).Set(), handle, 20, Timeout.Infinite);
        handle.WaitOne();
        await Asyncio.Yield();
    }
}
