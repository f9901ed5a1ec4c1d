using AsyncioSharp.Testing;
using AsyncioSharp.Tests.CPython;

namespace AsyncioSharp.Tests.Diagnostics;

/// <summary>An exception that nobody looks at is reported: when its task dies, or at the latest when the run ends.</summary>
public sealed class NeverRetrievedTests
{
    private const string OfTask = "Task exception was never retrieved";
    private const string OfFuture = "Future exception was never retrieved";

    [Fact]
    public void TaskIsReportedWhenItDies()
    {
        var reports = new List<LoopErrorContext>();
        int before = Run(reports, static async () =>
        {
            Forgotten.CreateFailing(new DivideByZeroException());
            await Pass();
            Forgotten.Collect();
            await Asyncio.Yield();
        });
        Assert.Equal(1, before);
        LoopErrorContext report = Assert.Single(reports);
        Assert.Equal(OfTask, report.Message);
        Assert.IsType<DivideByZeroException>(report.Exception);
    }

    [Fact]
    [CPythonTest("test_futures::BaseFutureTests.test_future_exception_never_retrieved")]
    [CPythonTest("test_futures::BaseFutureTests.test_tb_logger_exception_unretrieved")]
    public void FutureIsReportedWhenItDies()
    {
        var reports = new List<LoopErrorContext>();
        int before = Run(reports, static async () =>
        {
            Forgotten.FailFuture(new DivideByZeroException());
            await Pass();
            Forgotten.Collect();
            await Asyncio.Yield();
        });
        Assert.Equal(1, before);
        Assert.Equal(OfFuture, Assert.Single(reports).Message);
    }

    [Fact]
    public void WhatIsKeptIsReportedWhenTheRunEnds()
    {
        var reports = new List<LoopErrorContext>();
        var kept = new List<Future>();
        int before = Run(reports, async () =>
        {
            kept.Add(Asyncio.CreateTask(Forgotten.Fail(new DivideByZeroException())));
            kept.Add(Asyncio.RunningLoop.CreateFuture());
            kept[1].SetException(new KeyNotFoundException());
            await Pass();
        });
        Assert.Equal(0, before);
        Assert.Equal([OfFuture, OfTask], reports.Select(static report => report.Message));
        Assert.All(kept, static future => Assert.True(future.IsDone));
    }

    [Fact]
    public void IsReportedOnce()
    {
        var reports = new List<LoopErrorContext>();
        LoopTask? kept = null;
        Run(reports, async () =>
        {
            kept = Asyncio.CreateTask(Forgotten.Fail(new DivideByZeroException()));
            await Pass();
            Asyncio.RunningLoop.ReportUnretrieved();
        });
        Assert.Single(reports);
        Assert.True(kept!.IsDone);
    }

    [Theory]
    [InlineData("await")]
    [InlineData("Exception")]
    [InlineData("GetResult")]
    [InlineData("Gather")]
    [InlineData("GatherSettled")]
    [InlineData("WaitFor")]
    public void WhatWasRetrievedIsNotReported(string how)
    {
        var reports = new List<LoopErrorContext>();
        Run(reports, async () =>
        {
            LoopTask task = Asyncio.CreateTask(Forgotten.Fail(new DivideByZeroException()));
            await Pass();
            try
            {
                await Retrieve(task, how);
            }
            catch (DivideByZeroException)
            {
            }
        });
        Forgotten.Collect();
        Assert.Empty(reports);
    }

    [Fact]
    public void OneThatWasOnlyWaitedForIsReported()
    {
        var reports = new List<LoopErrorContext>();
        Run(reports, static async () => await Asyncio.Wait([Asyncio.CreateTask(Forgotten.Fail(new DivideByZeroException()))]));
        Assert.Equal(OfTask, Assert.Single(reports).Message);
    }

    [Fact]
    public void CancellationIsNotReported()
    {
        var reports = new List<LoopErrorContext>();
        Run(reports, static async () =>
        {
            LoopTask task = Asyncio.CreateTask(Asyncio.Sleep(1));
            await Asyncio.Yield();
            task.Cancel();
            await Pass();
            Assert.True(task.IsCanceled);
        });
        Forgotten.Collect();
        Assert.Empty(reports);
    }

    // At the end of the run the others have to be told of all the same. What the handler forgets itself is reported when it dies.
    [Fact]
    public void HandlerMayFailAndForgetExceptionsItself()
    {
        using var log = new StringWriter();
        var kept = new List<Future>();
        RunOptions options = Survivor.Options(context =>
        {
            if (context.Exception is DivideByZeroException)
            {
                Fail(kept, new KeyNotFoundException());
            }

            throw new InvalidOperationException();
        });
        Asyncio.Run(
            async () =>
            {
                await Coroutine.Completed;
                Fail(kept, new DivideByZeroException());
                Fail(kept, new TimeoutException());
            },
            options with { Logger = new TextLogger(log) });
        Assert.Equal(3, kept.Count);
        kept.Clear();
        Forgotten.Collect();
        Assert.Equal(
            [
                "Error: Unhandled error in exception handler InvalidOperationException",
                $"Error: {OfFuture} DivideByZeroException",
                "Error: Unhandled error in exception handler InvalidOperationException",
                $"Error: {OfFuture} TimeoutException",
                $"Error: {OfFuture} KeyNotFoundException",
            ],
            log.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    // A finalizer may have its say after the last iteration. Close sends that report, and leaves the thread as it was.
    [Fact]
    public void ReportAtTheVeryEndLeavesTheThreadAlone()
    {
        var reports = new List<LoopErrorContext>();
        var own = new SynchronizationContext();
        SynchronizationContext? before = SynchronizationContext.Current;
        try
        {
            SynchronizationContext.SetSynchronizationContext(own);
            EventLoop loop = TestLoop.Create();
            loop.ExceptionHandler = (_, context) => reports.Add(context);
            Assert.True(loop.TryEnqueueReport(new LoopErrorContext { Message = "late" }));
            loop.Close();
            Assert.Same(own, SynchronizationContext.Current);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        Assert.Equal("late", Assert.Single(reports).Message);
    }

    private static void Fail(List<Future> kept, Exception exception)
    {
        Future future = Asyncio.TryGetRunningLoop(out EventLoop? loop) ? loop.CreateFuture() : kept[0].Loop.CreateFuture();
        future.SetException(exception);
        kept.Add(future);
    }

    private static async Coroutine Retrieve(LoopTask task, string how)
    {
        switch (how)
        {
            case "await":
                await task;
                break;
            case "Exception":
                Assert.NotNull(task.Exception);
                break;
            case "GetResult":
                task.GetResult();
                break;
            case "Gather":
                await Asyncio.Gather([task]);
                break;
            case "GatherSettled":
                await Asyncio.GatherSettled([task]);
                break;
            default:
                await Asyncio.WaitFor(task, TimeSpan.FromSeconds(1));
                break;
        }
    }

    // Long enough for the tasks of these tests to end.
    private static async Coroutine Pass()
    {
        await Asyncio.Yield();
        await Asyncio.Yield();
        await Asyncio.Yield();
    }

    // Returns how many reports there were before the run ended.
    private static int Run(List<LoopErrorContext> reports, Func<Coroutine> body) => Asyncio.Run(
        async () =>
        {
            await body();
            return reports.Count;
        },
        Survivor.Options(reports.Add));
}
