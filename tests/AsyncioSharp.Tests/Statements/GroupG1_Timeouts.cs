using AsyncioSharp.Tests.CPython;
using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>G, first part: one timeout around a body.</summary>
public sealed class GroupG1_Timeouts
{
    [Fact]
    [CPythonTest("test_timeouts::TimeoutTests.test_timeout_disabled")]
    public void S109_NoLimitNeverFires() => Check(
        static async t =>
        {
            TimeoutScope scope = null!;
            await Asyncio.Timeout(null, async s =>
            {
                scope = s;
                await Asyncio.Sleep(5);
            });
            t.Log(scope.IsExpired, scope.When?.ToString() ?? "None");
        },
        "False None@3/5");

    [Fact]
    [CPythonTest("test_timeouts::TimeoutTests.test_waiter_cancelled")]
    public void S110_CancellationBecomesTimeoutInTheSameStep() => Check(
        static async t =>
        {
            try
            {
                await Asyncio.Timeout(2, async _ =>
                {
                    try
                    {
                        await Asyncio.Sleep(9);
                    }
                    catch (LoopCanceledException)
                    {
                        t.Log("CE");
                        throw;
                    }
                });
            }
            catch (TimeoutException)
            {
                t.Log("TO");
            }
        },
        "CE@3/2", "TO@3/2");

    [Fact]
    public void S111_BodyNeverSeesTheTimeoutException() => Check(
        static async t =>
        {
            try
            {
                await Asyncio.Timeout(1, async _ =>
                {
                    try
                    {
                        await Asyncio.Sleep(9);
                    }
                    catch (TimeoutException)
                    {
                        t.Log("inside");
                    }
                });
            }
            catch (TimeoutException e)
            {
                t.Log(e.InnerException?.GetType().Name);
            }
        },
        "LoopCanceledException@3/1");

    [Fact]
    public void S112_BodyInTimeLeavesNothingBehind() => Check(
        static async t =>
        {
            TimeoutScope scope = null!;
            await Asyncio.Timeout(5, async s =>
            {
                scope = s;
                await Asyncio.Sleep(1);
            });
            t.Log(scope.IsExpired);
            await Asyncio.Sleep(9);
            t.Log("end");
        },
        "False@3/1", "end@5/10");

    [Fact]
    public void S113_SwallowedCancellationIsNoTimeout() => Check(
        static async t =>
        {
            TimeoutScope scope = null!;
            await Asyncio.Timeout(1, async s =>
            {
                scope = s;
                try
                {
                    await Asyncio.Sleep(9);
                }
                catch (LoopCanceledException)
                {
                    t.Log("swallow");
                }
            });
            t.Log(scope.IsExpired, Asyncio.CurrentTask!.CancelRequests);
        },
        "swallow@3/1", "True 0@3/1");

    // .NET exceptions have no context chain, so the TimeoutError that CPython hangs into it has no place to be.
    [Fact]
    public void S114_AnotherExceptionAfterTheTimeoutPasses() => Check(
        static async t =>
        {
            try
            {
                await Asyncio.Timeout(1, async _ =>
                {
                    try
                    {
                        await Asyncio.Sleep(9);
                    }
                    catch (LoopCanceledException)
                    {
                        throw new KeyNotFoundException();
                    }
                });
            }
            catch (KeyNotFoundException)
            {
                t.Log("KE", Asyncio.CurrentTask!.CancelRequests);
            }
        },
        "KE 0@3/1");

    [Fact]
    public void S115_ZeroCancelsAtTheFirstSuspension() => Check(
        static async t =>
        {
            await Asyncio.Timeout(0, _ => Log(t, "no suspension"));
            try
            {
                await Asyncio.Timeout(0, async _ =>
                {
                    t.Log("b");
                    await Asyncio.Sleep(5);
                    t.Log("never");
                });
            }
            catch (TimeoutException)
            {
                t.Log("TO");
            }
        },
        "no suspension@1", "b@1", "TO@3");

    [Fact]
    public void S116_ZeroInterruptsABareYield() => Check(
        static async t =>
        {
            try
            {
                await Asyncio.Timeout(0, async _ =>
                {
                    await Asyncio.Sleep(0);
                    t.Log("resumed");
                });
            }
            catch (TimeoutException)
            {
                t.Log("TO");
            }
        },
        "TO@2");

    [Fact]
    public void S120_CancellationFromOutsideWinsOverTheTimeout() => Check(
        static async t =>
        {
            async Coroutine F()
            {
                try
                {
                    await Asyncio.Timeout(2, static _ => Asyncio.Sleep(9));
                }
                catch (Exception e)
                {
                    t.Log(e.GetType().Name, Asyncio.CurrentTask!.CancelRequests);
                    throw;
                }
            }

            LoopTask task = Asyncio.CreateTask(F());
            await Asyncio.Sleep(2);
            task.Cancel();
            await Asyncio.Wait([task]);
            t.Log(task.IsCanceled);
        },
        "LoopCanceledException 1@4/2", "True@6/2");

    [Fact]
    public void S121_CancellationBeforeTheDeadlineIsNoTimeout() => Check(
        static async t =>
        {
            async Coroutine F() => await Asyncio.Timeout(5, async scope =>
            {
                try
                {
                    await Asyncio.Sleep(9);
                }
                finally
                {
                    t.Log(scope.IsExpired);
                }
            });

            LoopTask task = Asyncio.CreateTask(F());
            await Asyncio.Sleep(1);
            task.Cancel();
            await Asyncio.Wait([task]);
            t.Log(task.IsCanceled);
        },
        "False@5/1", "True@7/1");

    private static Coroutine Log(Trace t, string label)
    {
        t.Log(label);
        return Coroutine.Completed;
    }
}
