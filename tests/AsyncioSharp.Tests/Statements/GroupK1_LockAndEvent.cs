using AsyncioSharp.Testing;
using AsyncioSharp.Tests.CPython;
using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>K, first part: Lock and Event.</summary>
public sealed class GroupK1_LockAndEvent
{
    [Fact]
    public void S192_UncontendedAcquireCostsNothing() => Check(
        static async t =>
        {
            var gate = new AsyncLock();
            t.Log("a");
            await gate.AcquireAsync();
            t.Log("b", gate.IsLocked);
        },
        "a@1", "b True@1");

    [Fact]
    public void S193_ContendedLockIsFirstComeFirstServed() => Check(
        static async t =>
        {
            var gate = new AsyncLock();

            async Coroutine F(string label)
            {
                using (await gate.AcquireAsync())
                {
                    t.Log(label);
                    await Asyncio.Sleep(0);
                }
            }

            foreach (LoopTask task in Tasks(F, "a", "b", "c"))
            {
                await task;
            }
        },
        "a@2", "b@4", "c@6");

    [Fact]
    public void S194_NewcomerQueuesBehindTheWokenWaiter() => Check(
        static async t =>
        {
            var gate = new AsyncLock();
            await gate.AcquireAsync();

            async Coroutine F(string label)
            {
                await gate.AcquireAsync();
                t.Log(label);
                gate.Release();
            }

            LoopTask task = Asyncio.CreateTask(F("waiter"));
            await Asyncio.Sleep(0);
            gate.Release();
            t.Log("locked", gate.IsLocked);
            await gate.AcquireAsync();
            t.Log("main again");
            gate.Release();
            await task;
        },
        "locked False@2", "waiter@3", "main again@4");

    [Fact]
    [CPythonTest("test_locks::LockTests.test_release_not_acquired")]
    public void S195_ReleaseOfAnUnlockedLockThrows() => Check(
        static async t =>
        {
            await Coroutine.Completed;
            t.Log(Assert.Throws<InvalidOperationException>(new AsyncLock().Release).Message);
        },
        "Lock is not acquired.@1");

    [Fact]
    public void S196_NotReentrantAndWithoutAnOwner() => Check(
        static async t =>
        {
            var gate = new AsyncLock();
            await gate.AcquireAsync();

            async Coroutine ReleaseIt()
            {
                await Coroutine.Completed;
                gate.Release();
                t.Log("released by other");
            }

            LoopTask other = Asyncio.CreateTask(ReleaseIt());
            await gate.AcquireAsync();
            t.Log("again");
            await gate.AcquireAsync();
            await other;
        },
        "released by other@2", "again@3", "DEADLOCK@4");

    [Fact]
    public void S197_CancelledWaiterInTheMiddleIsSkipped() => Check(
        static async t =>
        {
            var gate = new AsyncLock();
            await gate.AcquireAsync();
            LoopTask[] tasks = Tasks(label => Hold(t, gate, label), "a", "b", "c");
            await Asyncio.Sleep(0);
            tasks[1].Cancel();
            gate.Release();
            await Asyncio.Wait(tasks);
        },
        "a@3", "c@4");

    [Fact]
    public void S198_WaiterCancelledAfterItWasChosenPassesTheLockOn() => Check(
        static async t =>
        {
            var gate = new AsyncLock();
            await gate.AcquireAsync();
            LoopTask[] tasks = Tasks(label => Hold(t, gate, label), "a", "b");
            await Asyncio.Sleep(0);
            gate.Release();
            tasks[0].Cancel();
            await Asyncio.Wait(tasks);
            t.Log(tasks[0].IsCanceled, gate.IsLocked);
        },
        "b@4", "True False@6");

    [Fact]
    public void S199_LockIsFreeWhenAllWaitersAreCancelled() => Check(
        static async t =>
        {
            var gate = new AsyncLock();
            await gate.AcquireAsync();
            LoopTask task = Asyncio.CreateTask(gate.AcquireAsync());
            await Asyncio.Sleep(0);
            task.Cancel();
            gate.Release();
            t.Log("a");
            await gate.AcquireAsync();
            t.Log("b");
        },
        "a@2", "b@2");

    [Fact]
    public void S200_SetWakesAllWaitersInOrder() => Check(
        static async t =>
        {
            var e = new AsyncEvent();
            LoopTask[] tasks = Tasks(label => WaitFor(t, e, label), "a", "b", "c");
            await Asyncio.Sleep(0);
            e.Set();
            t.Log("set");
            await e.WaitAsync();
            t.Log("m");
            await Asyncio.Wait(tasks);
        },
        "set@2", "m@2", "a@3", "b@3", "c@3");

    // Python's wait() returns True, always; ours returns nothing, so the True is the label's.
    [Fact]
    public void S201_WaitersReturnEvenIfTheEventIsClearedAtOnce() => Check(
        static async t =>
        {
            var e = new AsyncEvent();

            async Coroutine W()
            {
                await e.WaitAsync();
                t.Log("w True", e.IsSet);
            }

            LoopTask task = Asyncio.CreateTask(W());
            await Asyncio.Sleep(0);
            e.Set();
            e.Clear();
            await task;
        },
        "w True False@3");

    [Fact]
    public void S202_SetOfASetEventDoesNothing() => Check(
        static async t =>
        {
            var e = new AsyncEvent();
            e.Set();
            e.Set();
            e.Clear();
            LoopTask task = Asyncio.CreateTask(WaitFor(t, e, "w"));
            await Asyncio.Sleep(1);
            t.Log(task.IsDone);
            e.Set();
            await task;
        },
        "False@4/1", "w@5/1");

    [Fact]
    public void S203_CancelledEventWaiterLeavesTheOthers() => Check(
        static async t =>
        {
            var e = new AsyncEvent();
            LoopTask[] tasks = Tasks(label => WaitFor(t, e, label), "a", "b");
            await Asyncio.Sleep(0);
            tasks[0].Cancel();
            e.Set();
            await Asyncio.Wait(tasks);
            t.Log(tasks[0].IsCanceled);
        },
        "b@3", "True@5");

    [Fact]
    public void S221_PrimitiveBelongsToTheLoopOfItsFirstContendedUse()
    {
        var gate = new AsyncLock();

        async Coroutine Use()
        {
            await gate.AcquireAsync();
            LoopTask task = Asyncio.CreateTask(gate.AcquireAsync());
            await Asyncio.Sleep(0);
            task.Cancel();
            gate.Release();
            await Asyncio.Sleep(1);
        }

        async Coroutine<string> UseElsewhere()
        {
            await gate.AcquireAsync();
            InvalidOperationException e = await Throws(gate.AcquireAsync());
            return e.Message;
        }

        using EventLoop first = TestLoop.Create();
        first.RunUntilComplete(Use());
        using EventLoop second = TestLoop.Create();
        Assert.EndsWith("is bound to a different event loop", second.RunUntilComplete(UseElsewhere()), StringComparison.Ordinal);
    }

    private static async Coroutine Hold(Trace trace, AsyncLock gate, string label)
    {
        using (await gate.AcquireAsync())
        {
            trace.Log(label);
        }
    }

    private static async Coroutine WaitFor(Trace trace, AsyncEvent e, string label)
    {
        await e.WaitAsync();
        trace.Log(label);
    }

    private static async Coroutine<InvalidOperationException> Throws(Coroutine<LockReleaser> coroutine)
    {
        try
        {
            await coroutine;
        }
        catch (InvalidOperationException e)
        {
            return e;
        }

        throw new Xunit.Sdk.XunitException("nothing was thrown");
    }
}
