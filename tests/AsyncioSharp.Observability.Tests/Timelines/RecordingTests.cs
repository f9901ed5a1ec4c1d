using System.Net;

namespace AsyncioSharp.Observability.Tests.Timelines;

/// <summary>Recordings on real time: what they keep, and bad use.</summary>
[Collection(FullDisk.Collection)]
public sealed class RecordingTests
{
    [Fact]
    public void ARunIsRecordedAsAWhole()
    {
        using var file = new TemporaryFile();
        Asyncio.Run(
            static async () =>
            {
                Asyncio.CurrentTask!.Name = "main";
                await Asyncio.CreateTask(Asyncio.Sleep(0.01), "child");
            },
            new RunOptions { Name = "orders", Timeline = file.Path });
        TraceFile trace = TraceFile.Read(file.Path);
        Assert.Equal("event loop 'orders'", trace.Events.Single(static e => e.Name == "process_name").Arguments["name"]);
        Assert.Contains("main -> child", trace.Wakes);
        Assert.True(trace.Slices.Where(static e => e.Name == "idle").Max(static e => e.Duration) >= 5_000);
    }

    [Fact]
    public void SlowStepsSocketsAndPausesAreShown()
    {
        using var file = new TemporaryFile();
        Asyncio.Run(
            static async () =>
            {
                Asyncio.RunningLoop.SlowCallbackThreshold = TimeSpan.FromMilliseconds(20);
                Asyncio.CurrentTask!.Name = "main";
                await using Server server = await Asyncio.StartServer(Echo, "127.0.0.1", 0);
                Connection client = await Asyncio.OpenConnection("127.0.0.1", ((IPEndPoint)server.LocalEndPoint!).Port);
                await client.WriteLineAsync("hello");
                Assert.Equal("hello", await client.ReadLineAsync());
                await client.DisposeAsync();
                GC.Collect();
                await Asyncio.Yield();
#pragma warning disable AIO101 // This is the slow step.
                Thread.Sleep(30);
#pragma warning restore AIO101
            },
            new RunOptions { Timeline = file.Path });
        TraceFile trace = TraceFile.Read(file.Path);
        Assert.Contains(trace.Events, static e => e.Category == "I/O");
        Assert.Contains(trace.On("main"), static name => name.StartsWith("waits: Connection.", StringComparison.Ordinal));
        Assert.Contains(trace.Slices, static e => e.Category == "step" && e.Arguments["woken by"] == "I/O");
        Assert.Contains("GC pause", trace.On("garbage collector"));
        TraceFile.TraceEvent slow = trace.Events.Last(static e => e.Category == "slow");
        Assert.Contains("AIO101", slow.Arguments["cure"], StringComparison.Ordinal);
    }

    [Fact]
    public void TheLastEventsAreKeptAndTheOthersCounted()
    {
        using var file = new TemporaryFile();
        Asyncio.Run(
            static async () =>
            {
                Asyncio.CurrentTask!.Name = "main";
                LoopTask early = Asyncio.CreateTask(Asyncio.Sleep(0), "early");
                LoopTask waiting = Asyncio.CreateTask(Asyncio.Sleep(3600), "waiting");
                for (int i = 0; i < 70_000; i++)
                {
                    await Asyncio.Yield();
                }

                await early;
                waiting.Cancel();
            },
            new RunOptions { Timeline = file.Path });
        TraceFile trace = TraceFile.Read(file.Path);
        long dropped = long.Parse(trace.Data["dropped events"], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(dropped, 70_000 - 65_536, 70_100 - 65_536);
        Assert.StartsWith($"{dropped} earlier events were dropped", trace.Events.Single(static e => e.Category == "recording").Name, StringComparison.Ordinal);
        Assert.DoesNotContain("early", trace.Tracks);
        Assert.Contains("waiting", trace.Tracks);
        Assert.Equal(65_536, trace.Slices.Count(static e => e.Category is "step" or "idle" or "gc" or "poll"), 50.0);
    }

    [Fact]
    public void WithoutOverflowNothingIsDropped()
    {
        using var file = new TemporaryFile();
        Asyncio.Run(static async () => await Asyncio.Yield(), new RunOptions { Timeline = file.Path });
        TraceFile trace = TraceFile.Read(file.Path);
        Assert.Equal("0", trace.Data["dropped events"]);
        Assert.DoesNotContain(trace.Events, static e => e.Category == "recording");
    }

    [Theory]
    [InlineData("/no/such/folder/trace.json")]
    [InlineData("/")]
    public void APathThatCannotBeWrittenIsSaidAtOnceAndChangesNothing(string path) => Asyncio.Run(async () =>
    {
        IOException error = Assert.Throws<IOException>(() => Asyncio.RecordTimeline(path));
        Assert.StartsWith($"The timeline cannot be written to '{path}': ", error.Message, StringComparison.Ordinal);
        using var file = new TemporaryFile();
        using (Asyncio.RecordTimeline(file.Path))
        {
            await Asyncio.Yield();
        }

        Assert.NotEmpty(TraceFile.Read(file.Path).Slices);
    });

    [Fact]
    public void ARunWithAPathThatCannotBeWrittenDoesNotBegin()
    {
        bool hasRun = false;
        using var errors = new StringWriter();
        Assert.Throws<IOException>(() => Asyncio.Run(
            async () =>
            {
                hasRun = true;
                await Asyncio.Yield();
            },
            new RunOptions { Timeline = "/no/such/folder/trace.json" }));
        Assert.False(hasRun);
        Asyncio.Run(static async () => await Asyncio.Yield());
    }

    [Fact]
    public void AFullDiskIsReportedAndTheProgramGoesOn()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var reports = new List<LoopErrorContext>();
        int result = Asyncio.Run(
            static async () =>
            {
                using (Asyncio.RecordTimeline(FullDisk.Path))
                {
                    await Asyncio.Sleep(0.001);
                }

                await Asyncio.Sleep(0.001);
                return 42;
            },
            new RunOptions { ExceptionHandler = (_, context) => reports.Add(context) });
        Assert.Equal(42, result);
        LoopErrorContext report = Assert.Single(reports);
        Assert.Equal("The timeline could not be written to '/dev/full'", report.Message);
        Assert.IsType<IOException>(report.Exception, exactMatch: false);
    }

    [Fact]
    public void ASecondRecordingIsRefusedAndTheFirstGoesOn()
    {
        using var first = new TemporaryFile();
        using var second = new TemporaryFile();
        Asyncio.Run(async () =>
        {
            using (Asyncio.RecordTimeline(first.Path))
            {
                InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Asyncio.RecordTimeline(second.Path));
                Assert.Contains($"is being recorded already, to {first.Path}", error.Message, StringComparison.Ordinal);
                await Asyncio.CreateTask(Asyncio.Sleep(0.001), "child");
            }
        });
        Assert.Contains("child", TraceFile.Read(first.Path).Tracks);
        Assert.False(File.Exists(second.Path));
    }

    [Fact]
    public void TwoLoopsCannotWriteToOneFile()
    {
        using var file = new TemporaryFile();
        Asyncio.Run(
            async () =>
            {
                IOException error = await Asyncio.ToThread(() => Assert.Throws<IOException>(
                    () => Asyncio.Run(static async () => await Asyncio.Yield(), new RunOptions { Timeline = file.Path })));
                Assert.Contains(file.Path, error.Message, StringComparison.Ordinal);
            },
            new RunOptions { Timeline = file.Path });
        Assert.NotEmpty(TraceFile.Read(file.Path).Slices);
    }

    [Fact]
    public void WithoutALoopThereIsNothingToRecord()
    {
        using var file = new TemporaryFile();
        Assert.Throws<InvalidOperationException>(() => Asyncio.RecordTimeline(file.Path));
        Assert.False(File.Exists(file.Path));
    }

    [Fact]
    public void DisposedTwiceItIsWrittenOnce() => Asyncio.Run(static async () =>
    {
        using var file = new TemporaryFile();
        IDisposable recording = Asyncio.RecordTimeline(file.Path);
        await Asyncio.Yield();
        recording.Dispose();
        File.WriteAllText(file.Path, "mine");
        recording.Dispose();
        Assert.Equal("mine", await File.ReadAllTextAsync(file.Path));
    });

    [Fact]
    public void AFailingRunIsWrittenToo()
    {
        using var file = new TemporaryFile();
        Assert.Throws<DivideByZeroException>(() => Asyncio.Run(
            static async () =>
            {
                Asyncio.CurrentTask!.Name = "main";
                await Asyncio.Yield();
                throw new DivideByZeroException();
            },
            new RunOptions { Timeline = file.Path }));
        Assert.Equal("failed", TraceFile.Read(file.Path).Life("main").Arguments["ended"]);
    }

    [Fact]
    public async Task AHostedLoopIsRecordedAcrossItsTurns()
    {
        using var file = new TemporaryFile();
        await using LoopHost host = LoopHost.OnThreadPool();
        await host.RunAsync(async Coroutine () =>
        {
            Asyncio.CurrentTask!.Name = "main";
            using (Asyncio.RecordTimeline(file.Path))
            {
                await Asyncio.CreateTask(Asyncio.Sleep(0.005), "child");
            }
        });
        TraceFile trace = TraceFile.Read(file.Path);
        Assert.Contains("main -> child", trace.Wakes);
        Assert.Contains("idle", trace.On("event loop"));
    }

    private static async Coroutine Echo(Connection connection)
    {
        if (await connection.ReadLineAsync() is { } line)
        {
            await connection.WriteLineAsync(line);
        }
    }
}
