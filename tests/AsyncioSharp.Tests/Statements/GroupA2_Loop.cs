using AsyncioSharp.Testing;
using AsyncioSharp.Tests.CPython;
using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>A, second half: errors in callbacks, runs, the end of a loop, other threads.</summary>
public sealed class GroupA2_Loop
{
    [Fact]
    [CPythonTest("test_events::HandleTests.test_callback_with_exception")]
    public void S015_ErrorInACallbackIsReported() => CheckLoop(
        static (t, loop) =>
        {
            loop.CallSoon(static () => throw new DivideByZeroException());
            loop.CallSoon(() => t.Log("next"));
            loop.CallSoon(loop.Stop);
            loop.RunForever();
        },
        "EXH Exception DivideByZeroException@1", "next@1");

    [Fact]
    public void S016_InterruptLeavesTheRun() => CheckLoop(
        static (t, loop) =>
        {
            loop.CallSoon(static () => throw new ConsoleInterruptedException());
            loop.CallSoon(() => t.Log("later"));
            try
            {
                loop.RunForever();
            }
            catch (ConsoleInterruptedException)
            {
                t.Log("KI");
            }

            loop.CallSoon(loop.Stop);
            loop.RunForever();
        },
        "KI@1", "later@2");

    [Fact]
    public void S017_RunUntilCompleteMakesOneMoreIteration() => CheckLoop(
        static (t, loop) =>
        {
            async Coroutine Main()
            {
                t.Log("main");
                loop.CallSoon(() => t.Log("queued-by-main"));
                loop.CallSoon(() => loop.CallSoon(() => t.Log("two-later")));
                await Coroutine.Completed;
            }

            loop.RunUntilComplete(Main());
            t.Log("returned");
        },
        "main@1", "queued-by-main@2", "returned@2");

    [Fact]
    public void S018_WhatIsLeftRunsInTheNextRun() => CheckLoop(
        static (t, loop) =>
        {
            async Coroutine Main()
            {
                loop.CallSoon(() => loop.CallSoon(() => t.Log("left")));
                await Coroutine.Completed;
            }

            loop.RunUntilComplete(Main());
            t.Log("ret");
            loop.RunUntilComplete(Say(t, "m2"));
        },
        "ret@2", "left@3", "m2@3");

    [Fact]
    public void S019_StoppedTooEarly() => CheckLoop(
        static (t, loop) =>
        {
            Future future = loop.CreateFuture();
            loop.CallSoon(loop.Stop);
            LogRefusal(t, () => loop.RunUntilComplete(future));
        },
        "Event loop stopped before Future completed.@1");

    [Fact]
    [CPythonTest("test_base_events::RunningLoopTests.test_running_loop_within_a_loop")]
    public void S020_NoLoopRunsInsideALoop() => Check(
        static async t =>
        {
            using EventLoop other = TestLoop.Create();
            foreach (EventLoop loop in (EventLoop[])[Asyncio.RunningLoop, other])
            {
                LogRefusal(t, () => loop.RunUntilComplete(loop.CreateFuture()));
            }

            await Coroutine.Completed;
        },
        "This event loop is already running@1", "Cannot run the event loop while another loop is running@1");

    [Fact]
    [CPythonTest("test_events::EventLoopTestsMixin.test_close_running_event_loop")]
    public void S021_ClosedLoopRefusesEverything()
    {
        var t = new Trace(null);
        EventLoop loop = TestLoop.Create();
        async Coroutine Main()
        {
            LogRefusal(t, loop.Close);
            await Coroutine.Completed;
        }

        loop.RunUntilComplete(Main());
        loop.CallSoon(() => t.Log("dropped"));
        loop.Close();
        loop.Close();
        LogRefusal(t, () => loop.CallSoon(static () => { }));
        LogRefusal(t, () => loop.CallLater(TimeSpan.FromSeconds(1), static () => { }));
        LogRefusal(t, loop.RunForever);

        string[] recorded = ["Cannot close a running event loop", "Event loop is closed", "Event loop is closed", "Event loop is closed"];
        Assert.Equal(recorded, t.Lines);

        // The text names two more that the snippet leaves out.
        Coroutine never = Main();
        Assert.Throws<InvalidOperationException>(() => loop.CreateTask(never));
        Assert.Throws<InvalidOperationException>(() => loop.CallSoonThreadSafe(static () => { }));
        never.Close();
    }

    [Fact]
    public void S022_NoRunningLoop()
    {
        var t = new Trace(null);
        LogRefusal(t, static () => _ = Asyncio.RunningLoop);
        Assert.Equal(["no running event loop"], t.Lines.Select(Words.Of));
    }

    // Sockets are not part of the loop yet: a callback that another thread sends while the loop waits comes through the same door.
    [Fact]
    public void S023_OtherThreadsComeBeforeTimers()
    {
        var clock = new BusyClock();
        using var loop = new EventLoop(clock);
        var t = new Trace(loop);
        clock.Waiting = () => loop.CallSoonThreadSafe(() => t.Log("io"));
        loop.CallLater(TimeSpan.FromSeconds(1), () =>
        {
            t.Log("timer");
            loop.Stop();
        });
        loop.RunForever();
        Assert.Equal(["io@1/1", "timer@1/1"], t.Lines);
    }

    [Fact]
    public void S024_ThreadSafeCallFromTheLoopThreadKeepsItsPlace() => Check(
        static async t =>
        {
            EventLoop loop = Asyncio.RunningLoop;
            loop.CallSoon(() => t.Log("a"));
            loop.CallSoonThreadSafe(() => t.Log("b"));
            loop.CallSoon(() => t.Log("c"));
            await Asyncio.Sleep(0);
            t.Log("m");
        },
        "a@2", "b@2", "c@2", "m@2");

    [Fact]
    public void S025_CancelledMajorityOfTimersIsDropped() => CheckLoop(
        static (t, loop) =>
        {
            TimerHandle[] handles = new TimerHandle[150];
            for (int i = 0; i < handles.Length; i++)
            {
                int k = i;
                handles[i] = loop.CallLater(TimeSpan.FromSeconds(10 + k), () => t.Log($"t{k}"));
            }

            foreach (TimerHandle handle in handles[1..100])
            {
                handle.Cancel();
            }

            loop.CallSoon(() => t.Log("n", loop.Timers.Count));
            loop.CallLater(TimeSpan.FromSeconds(1), loop.Stop);
            loop.RunForever();
        },
        "n 52@1");

    private static void LogRefusal(Trace trace, Action action) =>
        trace.Log(Assert.Throws<InvalidOperationException>(action).Message);

    /// <summary>Virtual time during whose waits another thread is busy.</summary>
    private sealed class BusyClock : LoopClock
    {
        private long _now;

        internal Action Waiting { get; set; } = static () => { };

        internal override long Now => _now;

        internal override void Wait(long ticks)
        {
            var thread = new Thread(() => Waiting());
            thread.Start();
            thread.Join();
            _now += ticks;
        }

        internal override void Wake()
        {
        }
    }
}
