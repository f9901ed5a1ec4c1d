namespace AsyncioSharp.Observability.Tests;

/// <summary>In debug mode a report says which task it is about, who awaits it, where it was created, and which rule finds the mistake.</summary>
public sealed class ReportTests
{
    [Fact]
    public void ASlowStep()
    {
        LoopErrorContext report = Assert.Single(Run(static async () =>
        {
            Asyncio.CurrentTask!.Name = "main";
            Asyncio.RunningLoop.SlowCallbackThreshold = TimeSpan.FromMilliseconds(50);
            await Asyncio.CreateTask(Batch(), "batch");
        }), static report => report.Kind == LoopErrorKind.SlowStep && report.Message.Contains("name='import'", StringComparison.Ordinal));
        Assert.Matches(@"^Executing <Task .*name='import'.* took \d\.\d+ seconds", report.Message);
        Assert.Contains("AIO101", report.Message, StringComparison.Ordinal);
        Assert.Contains("awaited: 'main' -> 'batch' -> 'import', created at ", report.Message, StringComparison.Ordinal);
        Assert.Matches(@"created at .*ReportTests.*Batch", report.Message);
    }

    [Theory]
    [InlineData("coroutine")]
    [InlineData("function")]
    public void ALostException(string form)
    {
        // Kept, so that the end of the run reports it, and not a finalizer some time later.
        var kept = new List<LoopTask>();
        LoopErrorContext report = Assert.Single(Run(async () =>
        {
            kept.Add(form == "coroutine" ? Asyncio.CreateTask(Fail(), "lost") : Asyncio.CreateTask(Fail, "lost"));
            await Asyncio.Sleep(0.01);
        }), IsLost);
        Assert.StartsWith("Task exception was never retrieved" + Environment.NewLine + "  'lost' failed 0.", report.Message, StringComparison.Ordinal);
        Assert.Matches(@" s ago, awaited by no task, created at .*ALostException.* \(AIO301 finds tasks that are not kept\)$", report.Message);
    }

    [Fact]
    public void ALostExceptionThatWasWaitedForButNotLookedAt()
    {
        // Kept, so that the end of the run reports it, and not a finalizer some time later.
        var kept = new List<LoopTask>();
        LoopErrorContext report = Assert.Single(Run(async () =>
        {
            Asyncio.CurrentTask!.Name = "main";
            kept.Add(Asyncio.CreateTask(Fail(), "lost"));
            await Asyncio.Wait([kept[0]]);
        }), IsLost);
        Assert.Contains("awaited: 'main' -> 'lost'", report.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OutsideOfDebugModeTheMessageIsAsyncios()
    {
        LoopErrorContext report = Assert.Single(Run(
            static async () =>
            {
                _ = Asyncio.CreateTask(Fail(), "lost");
                await Asyncio.Sleep(0.01);
            },
            debug: false));
        Assert.Equal("Task exception was never retrieved", report.Message);
    }

    // A busy machine makes steps slow, too.
    private static bool IsLost(LoopErrorContext report) => report.Kind == LoopErrorKind.NeverRetrieved;

    private static List<LoopErrorContext> Run(Func<Coroutine> main, bool debug = true)
    {
        var reports = new List<LoopErrorContext>();
        Asyncio.Run(main, new RunOptions { Debug = debug, ExceptionHandler = (_, report) => reports.Add(report) });
        return reports;
    }

    private static async Coroutine Batch() => await Asyncio.CreateTask(Import(), "import");

    private static async Coroutine Import()
    {
        await Asyncio.Yield();
#pragma warning disable AIO101 // This is the slow step.
        Thread.Sleep(80);
#pragma warning restore AIO101
        await Asyncio.Yield();
    }

    private static async Coroutine Fail()
    {
        await Asyncio.Yield();
        throw new InvalidOperationException("no stock");
    }
}
