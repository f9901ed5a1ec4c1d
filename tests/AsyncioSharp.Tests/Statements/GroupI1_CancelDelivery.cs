using AsyncioSharp.Tests.CPython;
using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>I, first part: when and where a cancellation is thrown.</summary>
public sealed class GroupI1_CancelDelivery
{
    [Fact]
    public void S144_BeforeTheFirstStepTheBodyNeverRuns() => Check(
        static async t =>
        {
            async Coroutine F()
            {
                try
                {
                    t.Log("never");
                    await Coroutine.Completed;
                }
                finally
                {
                    t.Log("never2");
                }
            }

            LoopTask task = Asyncio.CreateTask(F());
            t.Log(task.Cancel(), task.IsCanceled, task.IsDone);
            await Asyncio.Sleep(0);
            t.Log(task.IsCanceled);
        },
        "True False False@1", "True@2");

    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_task_cancel_waiter_future")]
    public void S145_AwaitedFutureIsCancelledAtOnce() => Check(
        static async t =>
        {
            var future = new Future();
            LoopTask task = Asyncio.CreateTask(LogCancellation(t, "CE", future));
            await Asyncio.Sleep(0);
            task.Cancel();
            t.Log(future.IsCanceled, task.IsCanceled);
            await Asyncio.Sleep(0);
            t.Log(task.IsCanceled);
        },
        "True False@2", "CE@3", "True@3");

    [Fact]
    public void S146_AwaitedTaskIsCancelledFirst() => Check(
        static async t =>
        {
            async Coroutine Inner()
            {
                try
                {
                    await Asyncio.Sleep(9);
                }
                catch (LoopCanceledException)
                {
                    t.Log("inner");
                    throw;
                }
            }

            async Coroutine Outer() => await LogCancellation(t, "outer", Asyncio.CreateTask(Inner()));

            LoopTask task = Asyncio.CreateTask(Outer());
            await Asyncio.Sleep(0);
            await Asyncio.Sleep(0);
            await Asyncio.Sleep(0);
            task.Cancel();
            t.Log("cancel");
            await Asyncio.Wait([task]);
            t.Log(task.IsCanceled);
        },
        "cancel@4", "inner@5", "outer@6", "True@8");

    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_cancel_yield")]
    public void S147_BareYieldIsCancelledAtTheNextStep() => Check(
        static async t =>
        {
            async Coroutine F()
            {
                try
                {
                    await Asyncio.Sleep(0);
                }
                catch (LoopCanceledException)
                {
                    t.Log("CE");
                    throw;
                }
            }

            LoopTask task = Asyncio.CreateTask(F());
            await Asyncio.Sleep(0);
            t.Log(task.Cancel());
            await Asyncio.Sleep(0);
            t.Log(task.IsCanceled);
        },
        "True@2", "CE@3", "True@3");

    [Fact]
    public void S148_DoneTaskIsNotCancelled() => Check(
        static async t =>
        {
            LoopTask task = Asyncio.CreateTask(Asyncio.Sleep(0));
            await task;
            t.Log(task.Cancel(), task.IsCanceled, task.CancelRequests);
        },
        "False False 0@4");

    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_cancel_current_task")]
    [CPythonTest("test_tasks::BaseTaskTests.test_cancel_at_end")]
    public void S149_TaskThatCancelsItself() => Check(
        static async t =>
        {
            async Coroutine F()
            {
                Asyncio.CurrentTask!.Cancel();
                t.Log("still running");
                try
                {
                    await Asyncio.Sleep(5);
                }
                catch (LoopCanceledException)
                {
                    t.Log("CE");
                    throw;
                }
            }

            async Coroutine<string> G()
            {
                Asyncio.CurrentTask!.Cancel();
                await Coroutine.Completed;
                return "value";
            }

            LoopTask f = Asyncio.CreateTask(F());
            LoopTask g = Asyncio.CreateTask(G());
            await Asyncio.Wait([f, g]);
            t.Log(f.IsCanceled, g.IsCanceled);
        },
        "still running@2", "CE@3", "True True@5");

    [Fact]
    public void S150_AwaitOfADoneFutureDeliversNothing() => Check(
        static async t =>
        {
            var done = new Future<int>();
            done.SetResult(1);
            async Coroutine F()
            {
                Asyncio.CurrentTask!.Cancel();
                await done;
                t.Log("passed");
                try
                {
                    await Asyncio.Sleep(0);
                }
                catch (LoopCanceledException)
                {
                    t.Log("CE");
                }
            }

            await Asyncio.CreateTask(F());
        },
        "passed@2", "CE@3");

    [Fact]
    public void S162_CancelAfterTheResultLosesItToTheWaiter() => Check(
        static async t =>
        {
            var future = new Future<int>();
            async Coroutine Wait()
            {
                try
                {
                    t.Log("res", await future);
                }
                catch (LoopCanceledException)
                {
                    t.Log("CE", future.Result);
                }
            }

            LoopTask task = Asyncio.CreateTask(Wait());
            await Asyncio.Sleep(0);
            future.SetResult(1);
            task.Cancel();
            await task;
        },
        "CE 1@3");

    [Fact]
    public void S163_CancelBeforeTheResultCancelsTheFuture() => Check(
        static async t =>
        {
            var future = new Future<int>();
            async Coroutine Wait()
            {
                try
                {
                    await future;
                }
                catch (LoopCanceledException)
                {
                    t.Log("CE");
                }
            }

            LoopTask task = Asyncio.CreateTask(Wait());
            await Asyncio.Sleep(0);
            task.Cancel();
            try
            {
                future.SetResult(1);
            }
            catch (InvalidStateException)
            {
                t.Log("ISE");
            }

            await task;
        },
        "ISE@2", "CE@3");

    [Fact]
    public void S164_AwaitedTaskThatIsDoneAlready() => Check(
        static async t =>
        {
            async Coroutine Outer(LoopTask inner)
            {
                try
                {
                    await inner;
                    t.Log("got");
                }
                catch (LoopCanceledException)
                {
                    t.Log("CE");
                }
            }

            LoopTask inner = Asyncio.CreateTask(Asyncio.Sleep(0));
            LoopTask outer = Asyncio.CreateTask(Outer(inner));
            await Asyncio.Sleep(0);
            await Asyncio.Sleep(0);
            t.Log(inner.IsDone, outer.Cancel());
            await outer;
        },
        "True True@3", "CE@4");

    [Fact]
    public void S167_AwaitsOfADoneFutureNeverDeliver() => Check(
        static async t =>
        {
            var done = new Future<int>();
            done.SetResult(0);
            async Coroutine F()
            {
                Asyncio.CurrentTask!.Cancel();
                for (int i = 0; i < 1000; i++)
                {
                    await done;
                }

                t.Log("loop finished");
            }

            LoopTask task = Asyncio.CreateTask(F());
            await Asyncio.Wait([task]);
            t.Log(task.IsCanceled);
        },
        "loop finished@2", "True@4");

    private static async Coroutine LogCancellation(Trace t, string label, Future future)
    {
        try
        {
            await future;
        }
        catch (LoopCanceledException)
        {
            t.Log(label);
            throw;
        }
    }
}
