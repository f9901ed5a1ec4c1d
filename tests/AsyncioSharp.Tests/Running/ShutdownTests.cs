using System.Runtime.InteropServices;
using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.Running;

/// <summary>
/// The end of a run: it cancels what is left, also what comes up meanwhile, and does not wait for ever for what cannot be ended.
/// </summary>
public sealed class ShutdownTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void TasksThatACleanupStarts_AreCanceledInTurn(int generations)
    {
        var log = new List<string>();

        async Coroutine Generation(int n)
        {
            try
            {
                await Asyncio.Sleep(100);
            }
            finally
            {
                log.Add($"cleanup {n}");
                if (n < generations)
                {
                    _ = Asyncio.CreateTask(Generation(n + 1));
                    await Asyncio.Yield();
                }
            }
        }

        TestLoop.Run(async () =>
        {
            _ = Asyncio.CreateTask(Generation(0));
            await Asyncio.Yield();
        });
        Assert.Equal(Enumerable.Range(0, generations + 1).Select(static n => $"cleanup {n}"), log);
    }

    [Fact]
    public void CleanupsThatNeverStopStartingTasks_EndAndAreReported()
    {
        var reports = new List<string>();

        async Coroutine Hydra()
        {
            try
            {
                await Asyncio.Sleep(100);
            }
            finally
            {
                _ = Asyncio.CreateTask(Hydra());
                await Asyncio.Yield();
            }
        }

        Asyncio.Run(
            async () =>
            {
                _ = Asyncio.CreateTask(Hydra());
                await Asyncio.Yield();
            },
            Options(reports));
        Assert.Contains("while tasks were pending", Assert.Single(reports), StringComparison.Ordinal);
    }

    [Fact]
    public void PlainMethodThatNobodyAwaits_IsCanceledToo()
    {
        bool cleaned = false;
        Task? method = null;

        async Task Forgotten()
        {
            try
            {
                await Asyncio.Sleep(100);
            }
            finally
            {
                await Asyncio.Yield();
                cleaned = EventLoop.Current is not null;
            }
        }

        async Coroutine Start()
        {
            await Coroutine.Completed;
            method = Forgotten();
        }

        TestLoop.Run(async () => await Asyncio.CreateTask(Start()));
        Assert.True(cleaned);
        Assert.True(method!.IsCanceled);
    }

    [Fact]
    public void FunctionOnAThreadThatDoesNotEnd_IsGivenUp()
    {
        var reports = new List<string>();
        using var release = new ManualResetEventSlim();
        Asyncio.Run(
            async () =>
            {
                _ = Asyncio.RunningLoop.RunInExecutor(() =>
                {
                    release.Wait();
                    return 1;
                });
                await Asyncio.Yield();
            },
            Options(reports) with { ShutdownTimeout = TimeSpan.FromMilliseconds(20) });
        release.Set();
        Assert.Contains(reports, static report =>
            report.Contains("did not end within 0.02 seconds", StringComparison.Ordinal) && report.Contains("functions on threads (RunInExecutor, ToThread): 1", StringComparison.Ordinal));
    }

    [Fact]
    public void TaskThatCannotBeCanceled_IsGivenUp_AndNamed()
    {
        var reports = new List<string>();
        var never = new TaskCompletionSource();
        Task? handedOut = null;

        async Coroutine Stuck() => await never.Task;

        Asyncio.Run(
            async () =>
            {
                handedOut = Asyncio.CreateTask(Stuck(), "stuck one").AsTask();
                await Asyncio.Yield();
            },
            Options(reports) with { ShutdownTimeout = TimeSpan.FromMilliseconds(20) });
        Assert.Contains("stuck one", Assert.Single(reports), StringComparison.Ordinal);
        Assert.True(handedOut!.IsCanceled);
    }

    [Fact]
    public void SecondInterrupt_EndsAMainThatCannotBeCanceled()
    {
        var reports = new List<string>();
        var never = new TaskCompletionSource();
        using var runner = new AsyncioRunner(Options(reports));
        Assert.Throws<ConsoleInterruptedException>(() => runner.Run(async () =>
        {
            runner.Interrupt();
            Asyncio.RunningLoop.CallSoon(() => runner.Interrupt());
            await never.Task;
        }));
        runner.Close();
        Assert.Contains("did not end within 1 seconds", Assert.Single(reports), StringComparison.Ordinal);
    }

    [Fact]
    public void InterruptOfAShutdown_EndsTheWait()
    {
        var reports = new List<string>();
        var never = new TaskCompletionSource();
        using var runner = new AsyncioRunner(Options(reports));

        async Coroutine Stuck()
        {
            try
            {
                await Asyncio.Sleep(100);
            }
            finally
            {
                runner.Interrupt();
                await never.Task;
            }
        }

        runner.Run(async () =>
        {
            _ = Asyncio.CreateTask(Stuck());
            await Asyncio.Yield();
        });
        runner.Close();
        Assert.Contains("The shutdown was interrupted", Assert.Single(reports), StringComparison.Ordinal);
    }

    [Fact]
    public void SignalNamesTheException()
    {
        using var runner = new AsyncioRunner(Options([]));
        ConsoleInterruptedException error = Assert.Throws<ConsoleInterruptedException>(() => runner.Run(async () =>
        {
            runner.Interrupt(PosixSignal.SIGTERM);
            await Asyncio.Sleep(100);
        }));
        Assert.Equal(PosixSignal.SIGTERM, error.Signal);
    }

    [Fact]
    public void ClosingALoopWithPendingTasks_IsReported()
    {
        var reports = new List<string>();
        var loop = new EventLoop { ExceptionHandler = (_, context) => reports.Add(context.Message) };
        _ = loop.CreateTask(Asyncio.Sleep(100), "left");
        loop.CallSoon(loop.Stop);
        loop.RunForever();
        loop.Close();
        Assert.Contains("left  Asyncio.Sleep", Assert.Single(reports), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SchedulerOfTheCaller_IsNotSeenInCoroutines()
    {
        var pair = new ConcurrentExclusiveSchedulerPair();
        Task<int> run = Task.Factory.StartNew(
            static () => Asyncio.Run(static async () =>
            {
                Assert.Same(TaskScheduler.Default, TaskScheduler.Current);
                return await Task.Factory.StartNew(static () => 7);
            }),
            CancellationToken.None,
            TaskCreationOptions.None,
            pair.ExclusiveScheduler);
        Assert.Equal(7, await run);
    }

    [Fact]
    public void FlowThatTheCallerSuppresses_IsNotSuppressedInTheRun()
    {
        var local = new AsyncLocal<string?>();
        var seen = new List<string?>();

        async Coroutine Set(string value)
        {
            local.Value = value;
            await Asyncio.Yield();
            seen.Add(local.Value);
        }

        using (ExecutionContext.SuppressFlow())
        {
            TestLoop.Run(async () =>
            {
                await Asyncio.Gather(Set("a"), Set("b"), Set("c"));
                seen.Add(local.Value);
            });
            Assert.True(ExecutionContext.IsFlowSuppressed());
        }

        Assert.Equal(["a", "b", "c", null], seen);
        Assert.Null(local.Value);
    }

    [Fact]
    public void FlowThatACoroutineSuppresses_LeaksNothingIntoTheTaskItMakes() => TestLoop.Run(static async () =>
    {
        var local = new AsyncLocal<string?> { Value = "main" };
        string? seen = "nothing";

        async Coroutine Look()
        {
            await Coroutine.Completed;
            seen = local.Value;
        }

        LoopTask task;
        using (ExecutionContext.SuppressFlow())
        {
            task = Asyncio.CreateTask(Look());
        }

        await task;
        Assert.Null(seen);
        Assert.Equal("main", local.Value);
    });

    private static RunOptions Options(List<string> reports) =>
        new() { HandleInterrupt = false, HandleTermination = false, ExceptionHandler = (_, context) => reports.Add(context.Message) };
}
