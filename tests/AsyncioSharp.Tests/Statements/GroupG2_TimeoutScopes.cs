using AsyncioSharp.Tests.CPython;
using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>G, second part: timeouts in timeouts, the scope and its deadline.</summary>
public sealed class GroupG2_TimeoutScopes
{
    [Fact]
    public void S117_OuterExpiresFirst() => Check(
        static async t =>
        {
            TimeoutScope outer = null!;
            TimeoutScope inner = null!;
            try
            {
                await Asyncio.Timeout(1, async o =>
                {
                    outer = o;
                    try
                    {
                        await Asyncio.Timeout(5, i =>
                        {
                            inner = i;
                            return Asyncio.Sleep(9);
                        });
                    }
                    catch (LoopCanceledException)
                    {
                        t.Log("inner CE", inner.IsExpired);
                        throw;
                    }
                });
            }
            catch (TimeoutException)
            {
                t.Log("TO", outer.IsExpired);
            }
        },
        "inner CE False@3/1", "TO True@3/1");

    [Fact]
    public void S118_InnerExpiresFirst() => Check(
        static async t =>
        {
            TimeoutScope outer = null!;
            await Asyncio.Timeout(5, async o =>
            {
                outer = o;
                try
                {
                    await Asyncio.Timeout(1, static _ => Asyncio.Sleep(9));
                }
                catch (TimeoutException)
                {
                    t.Log("inner TO");
                }

                await Asyncio.Sleep(1);
            });
            t.Log(outer.IsExpired);
        },
        "inner TO@3/1", "False@5/2");

    [Fact]
    [CPythonTest("test_timeouts::TimeoutTests.test_nested_timeouts")]
    public void S119_BothExpireAtOnce() => Check(
        static async t =>
        {
            TimeoutScope outer = null!;
            TimeoutScope inner = null!;
            try
            {
                await Asyncio.Timeout(2, async o =>
                {
                    outer = o;
                    try
                    {
                        await Asyncio.Timeout(2, i =>
                        {
                            inner = i;
                            return Asyncio.Sleep(9);
                        });
                    }
                    catch (Exception e)
                    {
                        t.Log("inner", e.GetType().Name);
                        throw;
                    }
                });
            }
            catch (TimeoutException)
            {
                t.Log("TO", inner.IsExpired, outer.IsExpired, Asyncio.CurrentTask!.CancelRequests);
            }
        },
        "inner LoopCanceledException@3/2", "TO True True 0@3/2");

    [Fact]
    public void S122_RescheduleMovesTheDeadline() => Check(
        static async t =>
        {
            EventLoop loop = Asyncio.RunningLoop;
            try
            {
                await Asyncio.Timeout(1, async scope =>
                {
                    scope.Reschedule(loop.Time + TimeSpan.FromSeconds(4));
                    await Asyncio.Sleep(3);
                    t.Log("alive");
                    await Asyncio.Sleep(3);
                });
            }
            catch (TimeoutException)
            {
                t.Log("TO");
            }

            await Asyncio.Timeout(1, async scope =>
            {
                scope.Reschedule(null);
                await Asyncio.Sleep(3);
            });
            t.Log("none ok");
        },
        "alive@3/3", "TO@5/4", "none ok@7/7");

    // "Before entering" has no form here: there is a scope only while its body runs, and afterwards for who kept it.
    [Fact]
    [CPythonTest("test_timeouts::TimeoutTests.test_timeout_finished")]
    public void S123_RescheduleAfterTheEnd() => Check(
        static async t =>
        {
            TimeoutScope scope = null!;
            await Asyncio.Timeout(1, s =>
            {
                scope = s;
                return Coroutine.Completed;
            });
            try
            {
                scope.Reschedule(TimeSpan.FromSeconds(3));
            }
            catch (InvalidOperationException e)
            {
                t.Log(e.Message);
            }
        },
        "Cannot change state of finished Timeout@1");

    // The text of S123 says this too, its snippet does not show it.
    [Fact]
    [CPythonTest("test_timeouts::TimeoutTests.test_timeout_expiring")]
    [CPythonTest("test_timeouts::TimeoutTests.test_timeout_expired")]
    public void RescheduleWhileExpiring_AlsoS123() => Check(
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
                    Reschedule();
                }
            });
            Reschedule();

            void Reschedule()
            {
                try
                {
                    scope.Reschedule(null);
                }
                catch (InvalidOperationException e)
                {
                    t.Log(e.Message);
                }
            }
        },
        "Cannot change state of expiring Timeout@3/1", "Cannot change state of expired Timeout@3/1");

    // The nearest to entering a timeout twice is to await it twice: it is a coroutine.
    [Fact]
    [CPythonTest("test_timeouts::TimeoutTests.test_timeout_double_enter")]
    public void S124_TimeoutIsAwaitedOnce() => Check(
        static async t =>
        {
            Coroutine timeout = Asyncio.Timeout(1, static _ => Coroutine.Completed);
            await timeout;
            try
            {
                await timeout;
            }
            catch (InvalidOperationException e)
            {
                t.Log(Words.Of(e));
            }
        },
        "cannot reuse already awaited coroutine@1");

    [Fact]
    public void S125_TimeoutAtIsOnTheLoopsClock() => Check(
        static async t =>
        {
            await Asyncio.Sleep(3);
            try
            {
                await Asyncio.TimeoutAt(TimeSpan.FromSeconds(5), static _ => Asyncio.Sleep(9));
            }
            catch (TimeoutException)
            {
                t.Log("TO");
            }
        },
        "TO@5/5");

    [Fact]
    [CPythonTest("test_timeouts::TimeoutTests.test_timeout_without_task")]
    public void S126_TimeoutNeedsATask() => Check(
        static async t =>
        {
            // A plain async method that a callback starts runs on the loop, but in no task.
            async Task InNoTask()
            {
                try
                {
                    await Asyncio.Timeout(1, static _ => Coroutine.Completed);
                }
                catch (InvalidOperationException e)
                {
                    t.Log(e.Message);
                }
            }

            Asyncio.RunningLoop.CallSoon(() => _ = InNoTask());
            await Asyncio.Sleep(0);
        },
        "Timeout should be used inside a task@2");

    [Fact]
    public void S137_BodysOwnTimeoutExceptionIsNoExpiry() => Check(
        static async t =>
        {
            TimeoutScope scope = null!;
            try
            {
                await Asyncio.Timeout(5, s =>
                {
                    scope = s;
                    throw new TimeoutException();
                });
            }
            catch (TimeoutException)
            {
                t.Log(scope.IsExpired);
            }
        },
        "False@1");
}
