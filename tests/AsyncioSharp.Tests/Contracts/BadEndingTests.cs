using AsyncioSharp.Tests.CPython;

namespace AsyncioSharp.Tests;

/// <summary>What ends badly ends alone: a cancelled main, a callback that throws, a call from another thread.</summary>
public sealed class BadEndingTests
{
    private const string WrongThread = "Non-thread-safe operation invoked on an event loop other than the current one";

    [Fact]
    public void CancelledMain()
    {
        var reports = new List<LoopErrorContext>();
        bool cleaned = false;
        async Coroutine<int> Main()
        {
            LoopTask rest = Asyncio.CreateTask(Rest());
            await Asyncio.Yield();
            Asyncio.CurrentTask!.Cancel("enough");
            await rest;
            return 1;
        }

        async Coroutine Rest()
        {
            try
            {
                await Asyncio.Sleep(100);
            }
            finally
            {
                cleaned = true;
            }
        }

        var e = Assert.Throws<LoopCanceledException>(() => Asyncio.Run(Main, Survivor.Options(reports.Add)));
        Assert.Equal("enough", e.CancelMessage);
        Assert.True(cleaned);
        Assert.Empty(reports);
        Assert.False(Asyncio.TryGetRunningLoop(out _));
        Assert.Empty(Survivor.Run(static async () => await Asyncio.Yield()));
    }

    [Fact]
    [CPythonTest("test_runners::RunTests.test_asyncio_run_cancels_hanging_tasks")]
    public void TaskOfMainThatSleepsIsCancelledAtTheEnd()
    {
        bool cleaned = false;
        async Coroutine Sleeper()
        {
            try
            {
                await Asyncio.Sleep(100);
            }
            catch (LoopCanceledException)
            {
                cleaned = true;
                throw;
            }
        }

        Asyncio.Run(
            async () =>
            {
                _ = Asyncio.CreateTask(Sleeper());
                await Asyncio.Yield();
            },
            Survivor.Options(static context => Assert.Fail(context.Message)));
        Assert.True(cleaned);
    }

    [Fact]
    public void ErrorInACallback()
    {
        IReadOnlyList<LoopErrorContext> reports = Survivor.Run(static async () =>
        {
            EventLoop loop = Asyncio.RunningLoop;
            var future = new Future();
            static void Fail() => throw new DivideByZeroException();
            static void FailDone(Future future) => throw new DivideByZeroException();
            loop.CallSoon(Fail);
            loop.CallSoon(static _ => Fail(), null);
            loop.CallLater(TimeSpan.FromSeconds(1), Fail);
            future.AddDoneCallback(FailDone);
            future.SetResult();
            Assert.Null(Survivor.Elsewhere(() => loop.CallSoonThreadSafe(Fail)));
            await Asyncio.Sleep(2);
        });
        Assert.Equal(5, reports.Count);
        Assert.All(reports, static report =>
        {
            Assert.StartsWith("Exception in callback", report.Message, StringComparison.Ordinal);
            Assert.IsType<DivideByZeroException>(report.Exception);
        });
    }

    [Fact]
    [CPythonTest("test_base_events::BaseEventLoopTests.test_set_exc_handler_broken")]
    public void ErrorInTheExceptionHandler()
    {
        int calls = 0;
        using var log = new StringWriter();
        RunOptions options = Survivor.Options(context =>
        {
            calls++;
            throw new InvalidOperationException("handler", context.Exception);
        });
        int result = Asyncio.Run(
            static async () =>
            {
                Asyncio.RunningLoop.CallSoon(static () => throw new DivideByZeroException());
                return await Asyncio.Sleep(1, 5);
            },
            options with { Logger = new TextLogger(log) });
        Assert.Equal(5, result);
        Assert.Equal(1, calls);
        Assert.Contains("Unhandled error in exception handler", log.ToString(), StringComparison.Ordinal);
        Assert.Contains("Exception in callback", log.ToString(), StringComparison.Ordinal);
    }

    // CPython checks in debug mode only, here it is always on.
    [Fact]
    [CPythonTest("test_base_events::BaseEventLoopTests.test_check_thread")]
    public void CallFromAnotherThread() => Assert.Empty(Survivor.Run(static async () =>
    {
        EventLoop loop = Asyncio.RunningLoop;
        Future future = loop.CreateFuture();
        LoopTask task = Asyncio.CreateTask(Asyncio.Sleep(1));
        Handle handle = loop.CallLater(TimeSpan.FromSeconds(1), future.SetResult);
        Coroutine never = Asyncio.Sleep(1);
        Dictionary<string, Action> calls = new()
        {
            ["CallSoon"] = () => loop.CallSoon(static () => { }),
            ["CallLater"] = () => loop.CallLater(TimeSpan.Zero, static () => { }),
            ["CallAt"] = () => loop.CallAt(TimeSpan.Zero, static () => { }),
            ["CreateTask"] = () => loop.CreateTask(never),
            ["AllTasks"] = () => loop.AllTasks(),
            ["Stop"] = loop.Stop,
            ["SetResult"] = future.SetResult,
            ["SetException"] = () => future.SetException(new DivideByZeroException()),
            ["Future.Cancel"] = () => future.Cancel(),
            ["AddDoneCallback"] = () => future.AddDoneCallback(static _ => { }),
            ["RemoveDoneCallback"] = () => future.RemoveDoneCallback(static _ => { }),
            ["Task.Cancel"] = () => task.Cancel(),
            ["Uncancel"] = () => task.Uncancel(),
            ["Handle.Cancel"] = handle.Cancel,
        };
        foreach ((string name, Action call) in calls)
        {
            Exception? error = Survivor.Elsewhere(call);
            Assert.True(error is InvalidOperationException && error.Message.StartsWith(WrongThread, StringComparison.Ordinal), $"{name}: {error}");
        }

        // Nothing of all that happened, and the coroutine was not used up.
        await future;
        await task;
        await never;
    }));

    [Fact]
    public void RunOrCloseFromAnotherThread() => Assert.Empty(Survivor.Run(static async () =>
    {
        EventLoop loop = Asyncio.RunningLoop;
        Future future = loop.CreateFuture();
        foreach (Action run in (Action[])[loop.RunForever, () => loop.RunUntilComplete(future)])
        {
            Exception? error = Survivor.Elsewhere(run);
            Assert.Equal("This event loop is already running", Assert.IsType<InvalidOperationException>(error).Message);
        }

        Exception? closing = Survivor.Elsewhere(loop.Close);
        Assert.Equal("Cannot close a running event loop", Assert.IsType<InvalidOperationException>(closing).Message);
        await Asyncio.Yield();
    }));

    // A wait that is as long as there is must not become a negative one.
    [Fact]
    public void LongestWaitOfTheSystemClock()
    {
        var clock = new SystemClock();
        Thread waiting = Thread.CurrentThread;
        bool over = false;
        var waker = new Thread(() =>
        {
            while (!Volatile.Read(ref over) && !waiting.ThreadState.HasFlag(ThreadState.WaitSleepJoin))
            {
                Thread.Yield();
            }

            clock.Wake();
        });
        waker.Start();
        try
        {
            clock.Wait(long.MaxValue);
        }
        finally
        {
            Volatile.Write(ref over, true);
        }

        waker.Join();
        Assert.True(clock.Now >= 0);
    }
}
