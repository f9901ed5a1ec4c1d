using AsyncioSharp.Tests.CPython;
using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>H: shield.</summary>
public sealed class GroupH_Shield
{
    [Fact]
    public void S138_ShieldCostsOneIteration() => Check(
        static async t => t.Log(await Asyncio.Shield(Asyncio.CreateTask(Say(t, "t", result: 1)))),
        "t@2", "1@4");

    [Fact]
    public void S139_ShieldOfADoneFutureIsThatFuture() => Check(
        static async t =>
        {
            LoopTask task = Asyncio.CreateTask(Asyncio.Sleep(0));
            await task;
            t.Log("a", ReferenceEquals(Asyncio.Shield(task), task));
            await Asyncio.Shield(task);
            t.Log("b");
        },
        "a True@4", "b@4");

    // A LoopTask<T> is no Future<T>, so a done one comes back as a future that is done: 0 iterations all the same.
    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_shield_shortcut")]
    public void ShieldOfADoneTaskWithAResultIsDone_AlsoS139() => Check(
        static async t =>
        {
            LoopTask<int> task = Asyncio.CreateTask(Asyncio.Sleep(0, 1));
            await task;
            t.Log("a", Asyncio.Shield(task).IsDone);
            t.Log("b", await Asyncio.Shield(task));
        },
        "a True@4", "b 1@4");

    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_shield_effect")]
    public void S140_CancellingTheWaiterSparesTheInnerTask() => Check(
        static async t =>
        {
            LoopTask task = Asyncio.CreateTask(Say(t, "t", 3));
            async Coroutine Wait() => await Asyncio.Shield(task);

            LoopTask waiter = Asyncio.CreateTask(Wait());
            await Asyncio.Sleep(0);
            await Asyncio.Sleep(0);
            waiter.Cancel();
            await Asyncio.Wait([waiter]);
            t.Log(waiter.IsCanceled, task.CancelRequests);
            await task;
        },
        "t@2", "t.@5", "True 0@6");

    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_shield_cancel_inner")]
    public void S141_CancellingTheInnerTaskCancelsTheShield() => Check(
        static async t =>
        {
            LoopTask task = Asyncio.CreateTask(Asyncio.Sleep(5));
            Future shield = Asyncio.Shield(task);
            await Asyncio.Sleep(0);
            task.Cancel();
            try
            {
                await shield;
            }
            catch (LoopCanceledException)
            {
                t.Log("CE", shield.IsCanceled, Asyncio.CurrentTask!.CancelRequests);
            }
        },
        "CE True 0@5");

    // WE report the error at once, as 3.14 does; the recording is of 3.13, which tells it when the task is collected.
    [Fact]
    public void S142_InnerErrorAfterTheOuterWasCancelledIsReported() => Check(
        static async t =>
        {
            LoopTask task = Asyncio.CreateTask(Say(t, "t", 3, error: new ArgumentException("v")));
            async Coroutine Wait() => await Asyncio.Shield(task);

            LoopTask waiter = Asyncio.CreateTask(Wait());
            await Asyncio.Sleep(0);
            await Asyncio.Sleep(0);
            waiter.Cancel();
            await Asyncio.Wait([waiter]);
            await Asyncio.Sleep(1);
            t.Log("end");
        },
        "t@2", "EXH ArgumentException exception in shielded future ArgumentException@6", "end@8/1");

    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_shield_coroutine_use_running_loop")]
    public void S143_ShieldMakesTheTaskAtTheCall() => Check(
        static async t =>
        {
            Future<object?> shield = Asyncio.Shield(Say(t, "t", result: 1));
            t.Log("m");
            await Asyncio.Sleep(0);
            t.Log("m2");
            t.Log(await shield);
        },
        "m@1", "t@2", "m2@2", "1@4");
}
