using AsyncioSharp.Tests.CPython;
using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>F, first half: wait.</summary>
public sealed class GroupF1_Wait
{
    [Fact]
    public void S092_WaitForNewTasks() => Check(
        static async t =>
        {
            WaitResult<LoopTask<object?>> r = await Asyncio.Wait([Asyncio.CreateTask(Say(t, "a")), Asyncio.CreateTask(Say(t, "b"))]);
            t.Log(r.Done.Count, r.Pending.Count);
        },
        "a@2", "b@2", "2 0@4");

    [Fact]
    public void S093_WaitForDoneTasksSuspends() => Check(
        static async t =>
        {
            LoopTask task = Asyncio.CreateTask(Asyncio.Sleep(0));
            await task;
            t.Log("x");
            await Asyncio.Wait([task]);
            t.Log("y");
        },
        "x@4", "y@6");

    [Fact]
    public void S094_FirstCompletedGivesAllThatAreDone() => Check(
        static async t =>
        {
            LoopTask a = Asyncio.CreateTask(Asyncio.Sleep(0));
            LoopTask b = Asyncio.CreateTask(Asyncio.Sleep(0));
            LoopTask c = Asyncio.CreateTask(Asyncio.Sleep(1));
            WaitResult<LoopTask> r = await Asyncio.Wait([a, b, c], WaitMode.FirstCompleted);
            t.Log(r.Done.Count, r.Pending.Count);
        },
        "2 1@5");

    [Fact]
    public void S095_CancelledTaskIsNoFirstException() => Check(
        static async t =>
        {
            LoopTask a = Asyncio.CreateTask(Asyncio.Sleep(9), "a");
            LoopTask b = Asyncio.CreateTask(Say(t, "b", 2, error: new ArgumentException("v")), "b");
            LoopTask c = Asyncio.CreateTask(Asyncio.Sleep(9), "c");
            await Asyncio.Sleep(0);
            a.Cancel();
            WaitResult<LoopTask> r = await Asyncio.Wait([a, b, c], WaitMode.FirstException);
            t.Log(Listing.Of(r.Done.Select(static task => task.Name).Order(StringComparer.Ordinal)));
            _ = b.Exception;
        },
        "b@2", "['a', 'b']@6");

    [Fact]
    public void S096_TimeoutIsNoError() => Check(
        static async t =>
        {
            LoopTask task = Asyncio.CreateTask(Asyncio.Sleep(5));
            WaitResult<LoopTask> r = await Asyncio.Wait([task], timeout: TimeSpan.FromSeconds(2));
            t.Log(r.Done.Count, r.Pending.Count, task.CancelRequests);
        },
        "0 1 0@4/2");

    [Fact]
    public void S097_TimeoutZeroLetsFirstStepsPass() => Check(
        static async t =>
        {
            LoopTask<object?> task = Asyncio.CreateTask(Say(t, "t"));
            WaitResult<LoopTask<object?>> r = await Asyncio.Wait([task], timeout: TimeSpan.Zero);
            t.Log(r.Done.Count, r.Pending.Count);
        },
        "t@2", "1 0@3");

    [Fact]
    public void S098_TimeoutIsATimerAndAWakeup() => Check(
        static async t =>
        {
            LoopTask task = Asyncio.CreateTask(Asyncio.Sleep(50));
            await Asyncio.Sleep(0);
            t.Log("x");
            await Asyncio.Wait([task], timeout: TimeSpan.FromSeconds(3));
            t.Log("y");
        },
        "x@2", "y@4/3");

    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_yield_wait_does_not_shield_cancel")]
    public void S099_CancelledWaitLeavesTheTasksAlone() => Check(
        static async t =>
        {
            LoopTask task = Asyncio.CreateTask(Asyncio.Sleep(2));
            LoopTask<WaitResult<LoopTask>> wait = Asyncio.CreateTask(Asyncio.Wait([task]));
            await Asyncio.Sleep(0);
            await Asyncio.Sleep(0);
            wait.Cancel();
            try
            {
                await wait;
            }
            catch (LoopCanceledException)
            {
                t.Log("CE", task.CancelRequests, task.IsDone);
            }

            await task;
            t.Log("t done");
        },
        "CE 0 False@5", "t done@8/2");

    // The compiler refuses coroutines and a bare task. A null is what they come to at run time; ValueError and TypeError are our
    // ArgumentException and ArgumentNullException.
    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_wait_errors")]
    [CPythonTest("test_tasks::BaseTaskTests.test_wait_invalid_args")]
    public void S100_WaitRefusesWhatMakesNoSense() => Check(
        static async t =>
        {
            LoopTask task = Asyncio.CreateTask(Asyncio.Sleep(0));
            (LoopTask[] Tasks, WaitMode Mode)[] bad =
            [
                ([], WaitMode.AllCompleted), ([task, null!], WaitMode.AllCompleted), ([task], (WaitMode)9), (null!, WaitMode.AllCompleted),
            ];
            foreach ((LoopTask[] tasks, WaitMode mode) in bad)
            {
                try
                {
                    await Asyncio.Wait(tasks, mode);
                }
                catch (ArgumentException e)
                {
                    t.Log(e.GetType().Name);
                }
            }
        },
        "ArgumentException@1", "ArgumentException@1", "ArgumentException@1", "ArgumentNullException@1");

    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_wait_duplicate_coroutines")]
    public void S101_DuplicatesCountOnce() => Check(
        static async t =>
        {
            LoopTask task = Asyncio.CreateTask(Asyncio.Sleep(0));
            t.Log((await Asyncio.Wait([task, task])).Done.Count);
        },
        "1@5");
}
