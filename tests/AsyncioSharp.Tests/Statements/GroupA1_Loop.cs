using AsyncioSharp.Testing;
using AsyncioSharp.Tests.CPython;
using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>A, first half: callbacks and timers.</summary>
public sealed class GroupA1_Loop
{
    [Fact]
    public void S001_CallbacksAreFifoInTheNextIteration() => Check(
        static async t =>
        {
            EventLoop loop = Asyncio.RunningLoop;
            loop.CallSoon(() => t.Log("a"));
            loop.CallSoon(() => t.Log("b"));
            t.Log("main");
            await Asyncio.Sleep(0);
            t.Log("main2");
        },
        "main@1", "a@2", "b@2", "main2@2");

    [Fact]
    public void S002_CallbackOfACallbackRunsInTheNextIteration() => CheckLoop(
        static (t, loop) =>
        {
            void A()
            {
                t.Log("a");
                loop.CallSoon(B);
            }

            void B()
            {
                t.Log("b");
                loop.Stop();
            }

            loop.CallSoon(A);
            loop.CallSoon(() => t.Log("c"));
            loop.RunForever();
        },
        "a@1", "c@1", "b@2");

    [Fact]
    public void S003_CancelledHandleNeverRuns() => CheckLoop(
        static (t, loop) =>
        {
            Handle handle = default;
            loop.CallSoon(() =>
            {
                t.Log("a");
                handle.Cancel();
            });
            handle = loop.CallSoon(() => t.Log("never"));
            loop.CallSoon(loop.Stop);
            loop.RunForever();
            t.Log("cancelled", handle.IsCanceled);
        },
        "a@1", "cancelled True@1");

    [Fact]
    public void S004_StopLetsTheIterationEnd() => CheckLoop(
        static (t, loop) =>
        {
            loop.CallSoon(loop.Stop);
            loop.CallSoon(() => t.Log("same"));
            loop.CallSoon(() => loop.CallSoon(() => t.Log("next")));
            loop.RunForever();
            t.Log("stopped");
            loop.CallSoon(loop.Stop);
            loop.RunForever();
        },
        "same@1", "stopped@1", "next@2");

    [Fact]
    [CPythonTest("test_base_events::BaseEventLoopTests.test_run_forever_pre_stopped")]
    public void S005_StopBeforeTheRunMakesOneIteration() => CheckLoop(
        static (t, loop) =>
        {
            loop.CallSoon(() => t.Log("a"));
            loop.CallLater(TimeSpan.FromSeconds(5), () => t.Log("timer"));
            loop.Stop();
            loop.RunForever();
            t.Log("stopped");
        },
        "a@1", "stopped@1");

    [Fact]
    public void S006_DelayZeroIsATimer() => CheckLoop(
        static (t, loop) =>
        {
            loop.CallLater(TimeSpan.Zero, () => t.Log("timer0"));
            loop.CallSoon(() => t.Log("soon"));
            loop.CallLater(TimeSpan.FromSeconds(1), loop.Stop);
            loop.RunForever();
        },
        "soon@1", "timer0@1");

    [Fact]
    public void S007_NegativeDelayIsDue() => CheckLoop(
        static (t, loop) =>
        {
            loop.CallSoon(() => t.Log("soon"));
            loop.CallLater(TimeSpan.FromSeconds(-5), () => t.Log("neg"));
            loop.CallLater(TimeSpan.FromSeconds(1), loop.Stop);
            loop.RunForever();
        },
        "soon@1", "neg@1");

    [Fact]
    public void S008_TimersFireInOrderOfDueTime() => CheckLoop(
        static (t, loop) =>
        {
            foreach (int delay in (int[])[3, 1, 2])
            {
                loop.CallLater(TimeSpan.FromSeconds(delay), () => t.Log($"t{delay}"));
            }

            loop.CallLater(TimeSpan.FromSeconds(4), loop.Stop);
            loop.RunForever();
        },
        "t1@1/1", "t2@2/2", "t3@3/3");

    // CPython leaves the order open; ours is the order of creation.
    [Fact]
    public void S009_TimersDueTogetherFireInCreationOrder() => CheckLoop(
        static (t, loop) =>
        {
            for (int i = 0; i < 6; i++)
            {
                int k = i;
                loop.CallAt(TimeSpan.FromSeconds(5), () => t.Log($"k{k}"));
            }

            loop.CallAt(TimeSpan.FromSeconds(6), loop.Stop);
            loop.RunForever();
        },
        "k0@1/5", "k1@1/5", "k2@1/5", "k3@1/5", "k4@1/5", "k5@1/5");

    [Fact]
    public void S010_AllDueTimersRunInOneIteration() => CheckLoop(
        static (t, loop) =>
        {
            loop.CallLater(TimeSpan.FromSeconds(1), () =>
            {
                t.Log("a");
                loop.CallLater(TimeSpan.Zero, () => t.Log("a0"));
            });
            loop.CallLater(TimeSpan.FromSeconds(1), () => t.Log("b"));
            loop.CallLater(TimeSpan.FromSeconds(2), loop.Stop);
            loop.RunForever();
        },
        "a@1/1", "b@1/1", "a0@2/1");

    [Fact]
    public void S011_TimeStandsStillWhileSomethingIsReady() => Check(
        static async t =>
        {
            Asyncio.RunningLoop.CallLater(TimeSpan.FromSeconds(1), () => t.Log("timer"));
            for (int i = 0; i < 3; i++)
            {
                await Asyncio.Sleep(0);
                t.Log($"s{i}");
            }

            await Asyncio.Sleep(1);
            t.Log("end");
        },
        "s0@2", "s1@3", "s2@4", "timer@5/1", "end@6/1");

    [Fact]
    public void S012_TimeInThePastFiresInTheNextIteration() => CheckLoop(
        static (t, loop) =>
        {
            ((VirtualClock)loop.Clock).Advance(10 * TimeSpan.TicksPerSecond);
            TimerHandle handle = loop.CallAt(TimeSpan.FromSeconds(3), () => t.Log("past"));
            t.Log("when", handle.When.TotalSeconds);
            loop.CallSoon(loop.Stop);
            loop.RunForever();
        },
        "when 3@0/10", "past@1/10");

    [Fact]
    public void S013_CancelledTimerDoesNotKeepTheLoopWaiting() => CheckLoop(
        static (t, loop) =>
        {
            TimerHandle handle = loop.CallLater(TimeSpan.FromSeconds(100), () => t.Log("never"));
            loop.CallLater(TimeSpan.FromSeconds(1), handle.Cancel);
            loop.CallLater(TimeSpan.FromSeconds(2), loop.Stop);
            loop.RunForever();
            t.Log("end");
        },
        "end@2/2");

    [Fact]
    public void S014_CancellingTooLateIsNothing() => CheckLoop(
        static (t, loop) =>
        {
            Handle handle = loop.CallSoon(() => t.Log("a"));
            loop.CallSoon(loop.Stop);
            loop.RunForever();
            handle.Cancel();
            handle.Cancel();
            t.Log("ok", handle.IsCanceled);
        },
        "a@1", "ok True@1");
}
