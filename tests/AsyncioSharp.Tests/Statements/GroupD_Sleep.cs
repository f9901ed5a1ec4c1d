using AsyncioSharp.Tests.CPython;
using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>D: sleep.</summary>
public sealed class GroupD_Sleep
{
    [Fact]
    public void S065_SleepZeroIsOneIteration() => Check(
        static async t =>
        {
            t.Log("a");
            await Asyncio.Sleep(0);
            t.Log("b", Asyncio.RunningLoop.Timers.Count);
        },
        "a@1", "b 0@2");

    [Fact]
    public void S066_NegativeSleepIsSleepZero() => Check(
        static async t =>
        {
            t.Log("a");
            await Asyncio.Sleep(-3);
            t.Log("b");
        },
        "a@1", "b@2");

    [Fact]
    public void S067_SleepIsATimerAndAWakeup() => Check(
        static async t =>
        {
            t.Log("a");
            await Asyncio.Sleep(5);
            t.Log("b");
        },
        "a@1", "b@3/5");

    [Fact]
    public void S068_SleepReturnsItsResult() => Check(
        static async t => t.Log(await Asyncio.Sleep(1, "r"), await Asyncio.Sleep(0, "r0")),
        "r r0@4/1");

    [Fact]
    public void S069_EqualDeadlinesKeepCreationOrder() => Check(
        static async t =>
        {
            async Coroutine Sleeper(string label)
            {
                await Asyncio.Sleep(3);
                t.Log(label);
            }

            LoopTask[] tasks = [Asyncio.CreateTask(Sleeper("a")), Asyncio.CreateTask(Sleeper("b")), Asyncio.CreateTask(Sleeper("c"))];
            foreach (LoopTask task in tasks)
            {
                await task;
            }
        },
        "a@4/3", "b@4/3", "c@4/3");

    [Fact]
    public void S070_EarlierTimerOfTheSameDeadlineIsFirst() => Check(
        static async t =>
        {
            async Coroutine Twice()
            {
                await Asyncio.Sleep(1);
                await Asyncio.Sleep(1);
                t.Log("1+1");
            }

            async Coroutine Once()
            {
                await Asyncio.Sleep(2);
                t.Log("2");
            }

            LoopTask x = Asyncio.CreateTask(Twice());
            LoopTask y = Asyncio.CreateTask(Once());
            await x;
            await y;
        },
        "2@6/2", "1+1@6/2");

    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_sleep_cancel")]
    public void S071_CancelledSleepLeavesNoTimer() => Check(
        static async t =>
        {
            LoopTask task = Asyncio.CreateTask(Asyncio.Sleep(100));
            await Asyncio.Sleep(0);
            task.Cancel();
            await Asyncio.Wait([task]);
            t.Log(Listing.Of(Enumerable.Repeat("timer", Asyncio.RunningLoop.Timers.Count)));
        },
        "[]@5");

    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_sleep_when_delay_is_nan")]
    public void S072_SleepNaN() => Check(
        static async t =>
        {
            try
            {
                await Asyncio.Sleep(double.NaN);
            }
            catch (ArgumentOutOfRangeException e)
            {
                t.Log(e.Message.Split(" (Parameter")[0]);
            }
        },
        "Invalid delay: NaN (not a number)@1");

    [Fact]
    public void S073_NoTimerOvertakesABusyTask() => Check(
        static async t =>
        {
            async Coroutine Sleeper()
            {
                await Asyncio.Sleep(1);
                t.Log("timer");
            }

            _ = Asyncio.CreateTask(Sleeper());
            for (int i = 0; i < 5; i++)
            {
                await Asyncio.Sleep(0);
            }

            t.Log("busy done");
        },
        "busy done@6");
}
