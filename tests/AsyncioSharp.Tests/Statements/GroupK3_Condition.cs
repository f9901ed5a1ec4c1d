using AsyncioSharp.Tests.CPython;
using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>K, third part: Condition.</summary>
public sealed class GroupK3_Condition
{
    [Fact]
    [CPythonTest("test_locks::ConditionTests.test_wait_unacquired")]
    [CPythonTest("test_locks::ConditionTests.test_notify_unacquired")]
    public void S204_WaitAndNotifyWithoutTheLockThrow() => Check(
        static async t =>
        {
            var changed = new AsyncCondition();
            try
            {
                await changed.WaitAsync();
            }
            catch (InvalidOperationException e)
            {
                t.Log(e.Message);
            }

            t.Log(Assert.Throws<InvalidOperationException>(() => changed.Notify()).Message);
        },
        "cannot wait on un-acquired lock@1", "cannot notify on un-acquired lock@1");

    [Fact]
    public void S205_NotifiedWaiterTakesTheLockAgain() => Check(
        static async t =>
        {
            var changed = new AsyncCondition();
            LoopTask[] tasks = Tasks(label => WaitFor(t, changed, label), "a", "b", "c");
            await Asyncio.Sleep(0);
            using (await changed.AcquireAsync())
            {
                changed.Notify(1);
                t.Log("notified");
                await Asyncio.Sleep(0);
                await Asyncio.Sleep(0);
                t.Log("release");
            }

            await Asyncio.Sleep(1);
            using (await changed.AcquireAsync())
            {
                changed.NotifyAll();
            }

            await Asyncio.Wait(tasks);
        },
        "notified@2", "release@4", "a@5", "b@8/1", "c@8/1");

    [Fact]
    [CPythonTest("test_locks::ConditionTests.test_notify_all")]
    public void S206_NotifyAllWakesInOrder() => Check(
        static async t =>
        {
            var changed = new AsyncCondition();
            LoopTask[] tasks = Tasks(label => WaitFor(t, changed, label), "a", "b", "c");
            await Asyncio.Sleep(0);
            using (await changed.AcquireAsync())
            {
                changed.NotifyAll();
            }

            await Asyncio.Wait(tasks);
        },
        "a@3", "b@3", "c@3");

    [Fact]
    public void S207_CancelledWaitTakesTheLockBeforeItThrows() => Check(
        static async t =>
        {
            var changed = new AsyncCondition();

            async Coroutine W()
            {
                using (await changed.AcquireAsync())
                {
                    try
                    {
                        await changed.WaitAsync();
                    }
                    catch (LoopCanceledException)
                    {
                        t.Log("CE locked", changed.IsLocked);
                        throw;
                    }
                }
            }

            LoopTask task = Asyncio.CreateTask(W());
            await Asyncio.Sleep(0);
            await changed.AcquireAsync();
            task.Cancel();
            await Asyncio.Sleep(0);
            await Asyncio.Sleep(0);
            t.Log("t done", task.IsDone);
            changed.Release();
            await Asyncio.Wait([task]);
            t.Log(task.IsCanceled, changed.IsLocked);
        },
        "t done False@4", "CE locked True@5", "True False@7");

    [Fact]
    [CPythonTest("test_locks::ConditionTests.test_cancelled_wakeup")]
    public void S208_CancelledWaiterPassesItsNotificationOn() => Check(
        static async t =>
        {
            var changed = new AsyncCondition();
            LoopTask[] tasks = Tasks(label => WaitFor(t, changed, label), "a", "b");
            await Asyncio.Sleep(0);
            using (await changed.AcquireAsync())
            {
                changed.Notify(1);
                tasks[0].Cancel();
            }

            await Asyncio.Wait([tasks[0]]);
            await Asyncio.Sleep(1);
            t.Log("b done", tasks[1].IsDone);
        },
        "b@4", "b done True@7/1");

    // Python's wait_for returns what the predicate returned; ours returns nothing, so the values are the labels'.
    [Fact]
    [CPythonTest("test_locks::ConditionTests.test_wait_for")]
    public void S209_WaitForLooksAtThePredicateFirst() => Check(
        static async t =>
        {
            var changed = new AsyncCondition();
            var values = new List<int>();
            using (await changed.AcquireAsync())
            {
                await changed.WaitForAsync(static () => true);
                t.Log("yes");
            }

            async Coroutine W()
            {
                using (await changed.AcquireAsync())
                {
                    await changed.WaitForAsync(() => values.Count >= 2);
                    t.Log("w True");
                }
            }

            LoopTask task = Asyncio.CreateTask(W());
            await Asyncio.Sleep(0);
            for (int i = 0; i < 2; i++)
            {
                using (await changed.AcquireAsync())
                {
                    values.Add(i);
                    changed.NotifyAll();
                }

                await Asyncio.Sleep(1);
            }

            await task;
        },
        "yes@1", "w True@6/1");

    private static async Coroutine WaitFor(Trace trace, AsyncCondition changed, string label)
    {
        using (await changed.AcquireAsync())
        {
            await changed.WaitAsync();
            trace.Log(label);
        }
    }
}
