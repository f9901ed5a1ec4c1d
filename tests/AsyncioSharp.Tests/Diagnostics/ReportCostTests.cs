namespace AsyncioSharp.Tests.Diagnostics;

/// <summary>What reports and messages say, and what they cost.</summary>
public sealed class ReportCostTests
{
    [Fact]
    public void ShieldedFailureThatIsAwaited_IsNotReported() => Assert.Empty(Survivor.Run(static async () =>
    {
        var inner = new Future();

        async Coroutine AwaitShield() => await Asyncio.Shield(inner);

        LoopTask shielded = Asyncio.CreateTask(AwaitShield());
        await Asyncio.Yield();
        shielded.Cancel();
        Asyncio.RunningLoop.CallLater(TimeSpan.FromSeconds(1), () => inner.SetException(new IOException()));
        await Assert.ThrowsAsync<IOException>(async () => await inner);
    }));

    [Fact]
    public void ShieldedFailureThatNobodyAwaits_IsReported() => Assert.Contains(
        "in shielded future",
        Assert.Single(Survivor.Run(static async () =>
        {
            var inner = new Future();
            Asyncio.Shield(inner).Cancel();
            await Asyncio.Yield();
            inner.SetException(new IOException());
            await Asyncio.Yield();
        })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void NestedGroups_HaveShortMessages()
    {
        Exception error = new InvalidOperationException("cause");
        for (int i = 0; i < 5_000; i++)
        {
            error = new TaskGroupException([error]);
        }

        Assert.Equal("unhandled errors in a TaskGroup (unhandled errors in a TaskGroup)", error.Message);
        Assert.Equal(
            "unhandled errors in a TaskGroup (one) (two)",
            new TaskGroupException([new InvalidOperationException("one"), new InvalidOperationException("two")]).Message);
    }

    [Fact]
    public void ReportToALoopThatIsForgotten_IsWrittenAllTheSame()
    {
        var output = new StringWriter();
        Forget(new TextLogger(TextWriter.Synchronized(output)));
        for (int i = 0; i < 100 && !output.ToString().Contains("never retrieved", StringComparison.Ordinal); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Contains("Future exception was never retrieved", output.ToString(), StringComparison.Ordinal);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Forget(TextLogger logger)
        {
            var loop = new EventLoop { Logger = logger };
            loop.CreateFuture().SetException(new IOException());
        }
    }

    [Fact]
    public void EagerRecursionInDebugMode_IsNotQuadratic() => Asyncio.Run(
        static async () =>
        {
            Asyncio.RunningLoop.EagerTasks = true;
            await Recurse(3_000);

            static async Coroutine Recurse(int depth)
            {
                if (depth > 0)
                {
                    await Asyncio.CreateTask(Recurse(depth - 1));
                }
            }
        },
        new RunOptions { Debug = true, ExceptionHandler = static (_, _) => { } });

    [Fact]
    public void BlockingWait_ShowsTheUsersFramesFirst()
    {
        var reports = new List<LoopErrorContext>();
        using var signal = new ManualResetEvent(false);
        Asyncio.Run(
            async () =>
            {
                await Coroutine.Completed;
                Block(signal);
            },
            Survivor.Options(reports.Add) with { Debug = true });
        string[] lines = Assert.Single(reports).Message.Split(Environment.NewLine);
        Assert.Contains(nameof(Block), lines[1], StringComparison.Ordinal);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Block(WaitHandle handle)
        {
#pragma warning disable AIO104, AIO155 // That is what debug mode reports.
            handle.WaitOne(1);
#pragma warning restore AIO104, AIO155
        }
    }
}
