using AsyncioSharp.Tests.CPython;
using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>G, third part: one await with a limit.</summary>
public sealed class GroupG3_WaitFor
{
    [Fact]
    public void S127_CoroutineRunsInTheCallersTask() => Check(
        static async t =>
        {
            async Coroutine<int> F()
            {
                t.Log("f", Asyncio.CurrentTask!.Name);
                await Coroutine.Completed;
                return 1;
            }

            t.Log(await Asyncio.WaitFor(F(), 5));
        },
        "f main@1", "1@1");

    [Fact]
    [CPythonTest("test_waitfor::AsyncioWaitForTest.test_wait_for_timeout_less_then_0_or_0_coroutine_do_not_started")]
    public void S128_ZeroNeverRunsTheBody() => Check(
        static async t =>
        {
            try
            {
                await Asyncio.WaitFor(Say(t, "never"), 0);
            }
            catch (TimeoutException)
            {
                t.Log("TO");
            }
        },
        "TO@4");

    [Fact]
    [CPythonTest("test_waitfor::AsyncioWaitForTest.test_wait_for_timeout_less_then_0_or_0_future_done")]
    public void S129_ZeroTakesAResultThatIsThere() => Check(
        static async t =>
        {
            LoopTask<int> task = Asyncio.CreateTask(Asyncio.Sleep(0, 1));
            await task;
            t.Log("a");
            t.Log(await Asyncio.WaitFor(task, 0));
        },
        "a@4", "1@4");

    [Fact]
    public void S130_TimeoutWaitsForTheTasksCleanup() => Check(
        static async t =>
        {
            async Coroutine F()
            {
                try
                {
                    await Asyncio.Sleep(9);
                }
                finally
                {
                    await Asyncio.Sleep(3);
                    t.Log("cleanup");
                }
            }

            LoopTask task = Asyncio.CreateTask(F());
            try
            {
                await Asyncio.WaitFor(task, 1);
            }
            catch (TimeoutException)
            {
                t.Log("TO", task.IsCanceled);
            }
        },
        "cleanup@6/4", "TO True@7/4");

    [Fact]
    public void S131_ValueOfATaskThatSwallowsCounts() => Check(
        static async t =>
        {
            async Coroutine<string> F()
            {
                try
                {
                    await Asyncio.Sleep(9);
                    return "late";
                }
                catch (LoopCanceledException)
                {
                    return "v";
                }
            }

            t.Log(await Asyncio.WaitFor(Asyncio.CreateTask(F()), 1));
        },
        "v@5/1");

    [Fact]
    [CPythonTest("test_waitfor::AsyncioWaitForTest.test_wait_for_reraises_exception_during_cancellation")]
    public void S132_ErrorOfATaskBeingCancelledCounts() => Check(
        static async t =>
        {
            async Coroutine F()
            {
                try
                {
                    await Asyncio.Sleep(9);
                }
                catch (LoopCanceledException)
                {
                    throw new KeyNotFoundException();
                }
            }

            try
            {
                await Asyncio.WaitFor(Asyncio.CreateTask(F()), 1);
            }
            catch (KeyNotFoundException)
            {
                t.Log("KE");
            }
        },
        "KE@5/1");

    [Fact]
    public void S133_CancellationFromOutsideReachesTheTask() => Check(
        static async t =>
        {
            LoopTask task = Asyncio.CreateTask(Asyncio.Sleep(9));
            LoopTask waiter = Asyncio.CreateTask(Asyncio.WaitFor(task, 5));
            await Asyncio.Sleep(0);
            await Asyncio.Sleep(0);
            waiter.Cancel();
            await Asyncio.Wait([waiter]);
            t.Log(waiter.IsCanceled, task.IsCanceled);
        },
        "True True@7");

    [Fact]
    public void S134_ResultInTheVeryIterationIsLost() => Check(
        static async t =>
        {
            var future = new Future<string>();
            Asyncio.RunningLoop.CallLater(TimeSpan.FromSeconds(2), () => future.TrySetResult("r"));
            try
            {
                t.Log(await Asyncio.WaitFor(future, 2));
            }
            catch (TimeoutException)
            {
                t.Log("TO", future.Result);
            }
        },
        "TO r@3/2");

    [Fact]
    public void S135_TimeoutBeforeTheResultCancelsTheFuture() => Check(
        static async t =>
        {
            var future = new Future<string>();
            async Coroutine Wait()
            {
                try
                {
                    await Asyncio.WaitFor(future, 2);
                }
                catch (TimeoutException)
                {
                    t.Log("TO", future.IsCanceled);
                }
            }

            LoopTask task = Asyncio.CreateTask(Wait());
            await Asyncio.Sleep(0);
            Asyncio.RunningLoop.CallLater(TimeSpan.FromSeconds(2), () => t.Log("done", future.IsDone));
            await task;
        },
        "done True@3/2", "TO True@4/2");

    [Fact]
    [CPythonTest("test_waitfor::WaitForShieldTests.test_shielded_timeout")]
    public void S136_ShieldedTaskSurvivesTheTimeout() => Check(
        static async t =>
        {
            LoopTask<string> task = Asyncio.CreateTask(Asyncio.Sleep(5, "r"));
            try
            {
                await Asyncio.WaitFor(Asyncio.Shield(task), 1);
            }
            catch (TimeoutException)
            {
                t.Log("TO", task.IsDone);
            }

            t.Log(await task);
        },
        "TO False@4/1", "r@7/5");
}
