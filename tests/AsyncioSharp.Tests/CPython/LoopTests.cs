using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.CPython;

/// <summary>Callbacks, timers, run, stop and close.</summary>
public sealed class LoopTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [Fact]
    [CPythonTest("test_base_events::BaseEventLoopTests.test_call_soon")]
    [CPythonTest("test_base_events::BaseEventLoopTests.test_run_once")]
    [CPythonTest("test_events::EventLoopTestsMixin.test_call_soon")]
    public void CallSoonQueuesTheCallbackWithItsState()
    {
        using EventLoop loop = TestLoop.Create();
        var results = new List<object?>();
        Handle handle = loop.CallSoon(results.Add, "hello");
        Assert.Equal(1, loop.Ready.Count);
        Assert.False(handle.IsCanceled);
        Assert.Empty(results);
        RunOnce(loop);
        Assert.Equal(["hello"], results);
    }

    [Fact]
    [CPythonTest("test_base_events::BaseEventLoopTests.test_call_later")]
    [CPythonTest("test_events::EventLoopTestsMixin.test_call_later")]
    public void CallLaterIsATimerAndNotReady()
    {
        using EventLoop loop = TestLoop.Create();
        var results = new List<TimeSpan>();
        TimerHandle handle = loop.CallLater(10 * s_second, () =>
        {
            results.Add(loop.Time);
            loop.Stop();
        });
        Assert.Equal(10 * s_second, handle.When);
        Assert.Equal(0, loop.Ready.Count);
        Assert.Equal(1, loop.Timers.Count);
        RunOnce(loop);
        Assert.Empty(results);
        loop.RunForever();
        Assert.Equal([10 * s_second], results);
    }

    [Fact]
    [CPythonTest("test_base_events::BaseEventLoopTests.test_call_later_negative_delays")]
    public void NegativeDelaysAreInOrderToo()
    {
        using EventLoop loop = TestLoop.Create();
        var order = new List<string>();
        loop.CallLater(-s_second, () => order.Add("a"));
        loop.CallLater(-2 * s_second, () => order.Add("b"));
        RunOnce(loop);
        Assert.Equal(["b", "a"], order);
    }

    [Fact]
    [CPythonTest("test_base_events::BaseEventLoopTests.test_time_and_call_at")]
    public void CallAtWaitsForItsTime()
    {
        using EventLoop loop = TestLoop.Create();
        loop.RunUntilComplete(Asyncio.Sleep(1));
        TimeSpan when = loop.Time + (0.1 * s_second);
        loop.CallAt(when, loop.Stop);
        loop.RunForever();
        Assert.Equal(when, loop.Time);
    }

    [Fact]
    [CPythonTest("test_base_events::BaseEventLoopTests.test__run_once")]
    public void CancelledTimerIsNotWaitedFor()
    {
        using EventLoop loop = TestLoop.Create();
        loop.CallLater(5 * s_second, static () => { }).Cancel();
        loop.CallLater(10 * s_second, loop.Stop);
        loop.RunForever();
        Assert.Equal(1, loop.Iteration);
        Assert.Equal(10 * s_second, loop.Time);
    }

    [Fact]
    [CPythonTest("test_base_events::BaseEventLoopTests.test__run_once_cancelled_event_cleanup")]
    public void CancelledTimersAreDroppedAtTheHeadOrWhenTheyAreMost()
    {
        using EventLoop loop = TestLoop.Create();
        // Ours has a third way: one that stands at the end leaves at once. So a live one always stands there.
        Add(3000, count: 1);
        TimerHandle[] canceled = [.. Add(3600, count: 2), .. Add(100, count: 2)];
        Add(7200, count: 1);
        Cancel(canceled);
        Assert.Equal(6, loop.Timers.Count);
        RunOnce(loop);
        Assert.Equal(4, loop.Timers.Count);
        canceled = Add(3600, count: 51);
        Add(7200, count: 48);
        Cancel(canceled);
        Assert.Equal(103, loop.Timers.Count);
        RunOnce(loop);
        Assert.Equal(50, loop.Timers.Count);

        TimerHandle[] Add(int seconds, int count) =>
            [.. Enumerable.Range(0, count).Select(_ => loop.CallLater(seconds * s_second, static () => { }))];
    }

    [Fact]
    public void CancelledTimersAtTheEndLeaveAtOnce()
    {
        using EventLoop loop = TestLoop.Create();
        TimerHandle first = loop.CallLater(1 * s_second, static () => { });
        TimerHandle second = loop.CallLater(2 * s_second, static () => { });
        TimerHandle third = loop.CallLater(3 * s_second, static () => { });
        second.Cancel();
        Assert.Equal(3, loop.Timers.Count);
        third.Cancel();
        Assert.Equal(1, loop.Timers.Count);
        first.Cancel();
        Assert.Equal(0, loop.Timers.Count);
    }

    [Fact]
    public void TimersOfAClosedLoopCanStillBeCancelled()
    {
        EventLoop loop = TestLoop.Create();
        TimerHandle timer = loop.CallLater(1 * s_second, static () => { });
        loop.Close();
        timer.Cancel();
        Assert.True(timer.IsCanceled);
    }

    private static void Cancel(TimerHandle[] timers)
    {
        foreach (TimerHandle timer in timers)
        {
            timer.Cancel();
        }
    }

    [Fact]
    [CPythonTest("test_events::HandleTests.test_handle")]
    [CPythonTest("test_events::TimerTests.test_timer")]
    [CPythonTest("test_events::TimerTests.test_when")]
    public void HandlesKnowWhetherTheyAreCancelledAndTimersTheirTime()
    {
        using EventLoop loop = TestLoop.Create();
        TimerHandle timer = loop.CallAt(123 * s_second, () => Assert.Fail("it was cancelled"));
        Assert.Equal(123 * s_second, timer.When);
        foreach (Handle handle in (Handle[])[timer, loop.CallSoon(() => Assert.Fail("it was cancelled"))])
        {
            Assert.False(handle.IsCanceled);
            handle.Cancel();
            Assert.True(handle.IsCanceled);
        }

        loop.CallAt(200 * s_second, loop.Stop);
        loop.RunForever();
    }

    // An ended thread has called before the run, or the loop's own thread has.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [CPythonTest("test_events::EventLoopTestsMixin.test_call_soon_threadsafe")]
    [CPythonTest("test_events::EventLoopTestsMixin.test_call_soon_threadsafe_same_thread")]
    public void CallsFromThreadsKeepTheirPlace(bool otherThread)
    {
        using var loop = new EventLoop();
        var order = new List<string>();
        Action call = () => loop.CallSoonThreadSafe(() => Add("hello"));
        if (otherThread)
        {
            Assert.Null(Survivor.Elsewhere(call));
        }
        else
        {
            call();
        }

        loop.CallSoon(() => Add("world"));
        loop.RunForever();
        Assert.Equal(["hello", "world"], order);

        void Add(string word)
        {
            order.Add(word);
            if (word == "world")
            {
                loop.Stop();
            }
        }
    }

    [Fact]
    [CPythonTest("test_events::EventLoopTestsMixin.test_run_until_complete")]
    public void RunUntilCompleteLetsTimePass()
    {
        using EventLoop loop = TestLoop.Create();
        loop.RunUntilComplete(Asyncio.Sleep(0.1));
        Assert.Equal(0.1 * s_second, loop.Time);
    }

    [Fact]
    [CPythonTest("test_events::EventLoopTestsMixin.test_run_until_complete_stopped")]
    public void CoroutineThatStopsItsLoopIsNotComplete()
    {
        using EventLoop loop = TestLoop.Create();
        Assert.Throws<InvalidOperationException>(() => loop.RunUntilComplete(StopAndSleep()));

        async Coroutine StopAndSleep()
        {
            loop.Stop();
            await Asyncio.Sleep(0.1);
        }
    }

    // Tiny delays must not make the loop spin until they are over. (0.1 ms is the longest of them.)
    [Fact]
    [CPythonTest("test_events::EventLoopTestsMixin.test_timeout_rounding")]
    public void TinySleepsTakeFewIterations()
    {
        using var loop = new EventLoop();
        loop.RunUntilComplete(Sleep());
        Assert.InRange(loop.Iteration, 5, 20);

        static async Coroutine Sleep()
        {
            foreach (double seconds in (double[])[1e-4, 1e-5, 1e-6, 1e-8, 1e-10])
            {
                await Asyncio.Sleep(seconds);
            }
        }
    }

    [Fact]
    [CPythonTest("test_base_events::BaseEventLoopTests.test_close")]
    [CPythonTest("test_events::EventLoopTestsMixin.test_close")]
    public void ClosedLoopDoesNothingMore()
    {
        EventLoop loop = TestLoop.Create();
        Assert.False(loop.IsClosed);
        Future future = loop.CreateFuture();
        loop.Close();
        Assert.True(loop.IsClosed);
        loop.Close();
        loop.Close();
        Coroutine never = Asyncio.Sleep(1);
        Action[] uses =
        [
            loop.RunForever,
            () => loop.RunUntilComplete(future),
            () => loop.CallSoon(static () => { }),
            () => loop.CallSoonThreadSafe(static () => { }),
            () => loop.CallLater(s_second, static () => { }),
            () => loop.CallAt(loop.Time, static () => { }),
            () => loop.CreateTask(never),
            () => loop.RunInExecutor(static () => 1),
        ];
        foreach (Action use in uses)
        {
            Assert.Equal("Event loop is closed", Assert.Throws<InvalidOperationException>(use).Message);
        }

        never.Close();
    }

    [Fact]
    [CPythonTest("test_base_events::BaseEventLoopTests.test_create_named_task_with_default_factory")]
    public void TaskGetsTheGivenName()
    {
        using EventLoop loop = TestLoop.Create();
        LoopTask task = loop.CreateTask(Coroutine.Completed, name: "test_task");
        Assert.Equal("test_task", task.Name);
        loop.RunUntilComplete(task);
    }

    private static void RunOnce(EventLoop loop)
    {
        loop.Stop();
        loop.RunForever();
    }
}
