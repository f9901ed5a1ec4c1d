using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.CPython;

/// <summary>The condition.</summary>
public sealed class ConditionTests
{
    [Fact]
    [CPythonTest("test_locks::ConditionTests.test_wait")]
    public void NotifiedWaitersTakeTheLockOneAfterTheOther() => TestLoop.Run(static async () =>
    {
        var changed = new AsyncCondition();
        var order = new List<int>();

        // Keeps the lock: the test releases it.
        async Coroutine Wait(int number)
        {
            await changed.AcquireAsync();
            await changed.WaitAsync();
            order.Add(number);
        }

        LoopTask[] tasks = [.. Enumerable.Range(1, 3).Select(number => Asyncio.CreateTask(Wait(number)))];
        await Asyncio.Yield();
        Assert.Empty(order);
        Assert.False(changed.IsLocked);
        await changed.AcquireAsync();
        changed.Notify();
        await ExpectAfterAStep();
        changed.Release();
        await ExpectAfterAStep(1);
        changed.Notify(2);
        await ExpectAfterAStep(1);
        changed.Release();
        await ExpectAfterAStep(1, 2);
        changed.Release();
        await ExpectAfterAStep(1, 2, 3);
        Assert.All(tasks, static task => Assert.True(task.IsDone));

        async Coroutine ExpectAfterAStep(params int[] expected)
        {
            await Asyncio.Yield();
            Assert.Equal(expected, order);
            Assert.True(changed.IsLocked);
        }
    });

    [Fact]
    [CPythonTest("test_locks::ConditionTests.test_notify")]
    public void NotifyWakesAsManyAsAskedFor() => TestLoop.Run(static async () =>
    {
        var changed = new AsyncCondition();
        var order = new List<int>();

        async Coroutine Wait(int number)
        {
            using (await changed.AcquireAsync())
            {
                await changed.WaitAsync();
                order.Add(number);
            }
        }

        LoopTask[] tasks = [.. Enumerable.Range(1, 3).Select(number => Asyncio.CreateTask(Wait(number)))];
        await Asyncio.Yield();
        Assert.Empty(order);
        using (await changed.AcquireAsync())
        {
            changed.Notify(1);
        }

        await Asyncio.Yield();
        Assert.Equal([1], order);
        using (await changed.AcquireAsync())
        {
            changed.Notify(1);
            changed.Notify(2048);
        }

        await Asyncio.Yield();
        Assert.Equal([1, 2, 3], order);
        Assert.All(tasks, static task => Assert.True(task.IsDone));
    });

    [Fact]
    [CPythonTest("test_locks::ConditionTests.test_notify_all_unacquired")]
    public void NotifyAllNeedsTheLock() => Assert.Throws<InvalidOperationException>(new AsyncCondition().NotifyAll);

    [Fact]
    [CPythonTest("test_locks::ConditionTests.test_wait_for_unacquired")]
    public void WaitForNeedsTheLockOnlyToWait() => TestLoop.Run(static async () =>
    {
        var changed = new AsyncCondition();
        await changed.WaitForAsync(static () => true);
        await Thrown.By<InvalidOperationException>(async () => await changed.WaitForAsync(static () => false));
    });

    [Fact]
    [CPythonTest("test_locks::ConditionTests.test_wait_cancel")]
    public void CancelledWaitEndsWithTheLock() => TestLoop.Run(static async () =>
    {
        var changed = new AsyncCondition();
        await changed.AcquireAsync();
        LoopTask wait = Asyncio.CreateTask(changed.WaitAsync());
        Asyncio.RunningLoop.CallSoon(() => wait.Cancel());
        await Thrown.By<LoopCanceledException>(async () => await wait);
        Assert.Equal("<AsyncCondition locked, waiters: 0>", changed.ToString());
    });

    [Fact]
    [CPythonTest("test_locks::ConditionTests.test_wait_cancel_contested")]
    public void WaitCancelledWhileItTakesTheLockAgainEndsWithTheLock() => TestLoop.Run(static async () =>
    {
        var changed = new AsyncCondition();
        await changed.AcquireAsync();
        LoopTask wait = Asyncio.CreateTask(changed.WaitAsync());
        await Asyncio.Yield();
        Assert.False(changed.IsLocked);
        await changed.AcquireAsync();
        changed.Notify();
        Asyncio.RunningLoop.CallSoon(() => wait.Cancel());
        Asyncio.RunningLoop.CallSoon(changed.Release);
        await Asyncio.Wait([wait]);
        Assert.True(changed.IsLocked);
    });

    [Fact]
    [CPythonTest("test_locks::ConditionTests.test_wait_cancel_after_notify")]
    public void CancellationAfterANotificationStillCancels() => TestLoop.Run(static async () =>
    {
        var changed = new AsyncCondition();
        bool waited = false;

        async Coroutine Wait()
        {
            using (await changed.AcquireAsync())
            {
                waited = true;
                await changed.WaitAsync();
            }
        }

        LoopTask waiter = Asyncio.CreateTask(Wait());
        await Asyncio.Yield();
        await changed.AcquireAsync();
        changed.Notify();
        await Asyncio.Yield();
        waiter.Cancel();
        await Asyncio.Yield();
        changed.Release();
        await Asyncio.Yield();
        Assert.True(waiter.IsCanceled);
        Assert.True(waited);
    });

    [Fact]
    [CPythonTest("test_locks::ConditionTests.test_repr")]
    public void TextShowsTheLockAndTheWaiters() => TestLoop.Run(static async () =>
    {
        var changed = new AsyncCondition();
        Assert.Equal("<AsyncCondition unlocked, waiters: 0>", changed.ToString());
        await changed.AcquireAsync();
        Assert.Equal("<AsyncCondition locked, waiters: 0>", changed.ToString());
        LoopTask first = Asyncio.CreateTask(changed.WaitAsync());
        await Asyncio.Yield();
        Assert.Equal("<AsyncCondition unlocked, waiters: 1>", changed.ToString());
        await changed.AcquireAsync();
        LoopTask second = Asyncio.CreateTask(changed.WaitAsync());
        await Asyncio.Yield();
        Assert.EndsWith("waiters: 2>", changed.ToString(), StringComparison.Ordinal);
        first.Cancel();
        second.Cancel();
        await Asyncio.Wait([first]);
        changed.Release();
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [CPythonTest("test_locks::ConditionTests.test_explicit_lock")]
    public void ConditionIsLockedWhenItsLockIs(bool givenLock) => TestLoop.Run(async () =>
    {
        var gate = new AsyncLock();
        var changed = givenLock ? new AsyncCondition(gate) : new AsyncCondition();
        Assert.False(changed.IsLocked);
        using (await changed.AcquireAsync())
        {
            Assert.True(changed.IsLocked);
            Assert.Equal(givenLock, gate.IsLocked);
        }

        Assert.False(changed.IsLocked);
        Assert.False(gate.IsLocked);
        using (await gate.AcquireAsync())
        {
            Assert.Equal(givenLock, changed.IsLocked);
        }

        Assert.False(changed.IsLocked);
    });

    [Fact]
    [CPythonTest("test_locks::ConditionTests.test_ambiguous_loops")]
    public void LockOrConditionOfAnotherLoopIsRefused()
    {
        var gate = new AsyncLock();
        var changed = new AsyncCondition();
        using EventLoop one = TestLoop.Create();
        using EventLoop two = TestLoop.Create();
        one.RunUntilComplete(Bind());
        two.RunUntilComplete(Use());

        // It is the waiting that binds it to a loop.
        async Coroutine Bind()
        {
            using (await gate.AcquireAsync())
            {
                await Thrown.By<TimeoutException>(async () => await Asyncio.WaitFor(gate.AcquireAsync(), 1));
            }

            using (await changed.AcquireAsync())
            {
                await Thrown.By<TimeoutException>(async () => await Asyncio.WaitFor(changed.WaitAsync(), 1));
            }
        }

        async Coroutine Use()
        {
            const string Refusal = "is bound to a different event loop";
            using (await gate.AcquireAsync())
            {
                var other = new AsyncCondition(gate);
                string message = (await Thrown.By<InvalidOperationException>(async () => await other.AcquireAsync())).Message;
                Assert.EndsWith(Refusal, message, StringComparison.Ordinal);
            }

            using (await changed.AcquireAsync())
            {
                string message = (await Thrown.By<InvalidOperationException>(async () => await changed.WaitAsync())).Message;
                Assert.EndsWith(Refusal, message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    [CPythonTest("test_locks::ConditionTests.test_timeout_in_block")]
    public void WaitMayTimeOut() => TestLoop.Run(static async () =>
    {
        var changed = new AsyncCondition();
        using (await changed.AcquireAsync())
        {
            await Thrown.By<TimeoutException>(async () => await Asyncio.WaitFor(changed.WaitAsync(), 0.5));
            Assert.True(changed.IsLocked);
        }

        Assert.False(changed.IsLocked);
    });

    // Cancelled while it waits for the notification, or for the lock after it.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [CPythonTest("test_locks::ConditionTests.test_cancelled_error_wakeup")]
    [CPythonTest("test_locks::ConditionTests.test_cancelled_error_re_aquire")]
    public void CancellationComesThroughUnchanged(bool notified) => TestLoop.Run(async () =>
    {
        var changed = new AsyncCondition();
        LoopCanceledException? raised = null;
        bool ready = false;

        async Coroutine Wait()
        {
            using (await changed.AcquireAsync())
            {
                try
                {
                    await changed.WaitForAsync(() => ready);
                }
                catch (LoopCanceledException e)
                {
                    raised = e;
                    throw;
                }
            }
        }

        LoopTask task = Asyncio.CreateTask(Wait());
        await Asyncio.Yield();
        if (notified)
        {
            await changed.AcquireAsync();
            ready = true;
            changed.Notify();
            await Asyncio.Yield();
            task.Cancel("foo");
            changed.Release();
        }
        else
        {
            task.Cancel("foo");
        }

        LoopCanceledException e = await Thrown.By<LoopCanceledException>(async () => await task);
        Assert.Equal("foo", e.CancelMessage);
        Assert.Same(raised, e);
    });

    // A consumer is cancelled as it is notified, or while it takes the lock again: the other one gets the item.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [CPythonTest("test_locks::ConditionTests.test_cancelled_wakeup")]
    [CPythonTest("test_locks::ConditionTests.test_cancelled_wakeup_relock")]
    public void NotificationIsNotLostWithACancelledConsumer(bool relock) => TestLoop.Run(async () =>
    {
        var changed = new AsyncCondition();
        int items = 0;

        async Coroutine Consume()
        {
            using (await changed.AcquireAsync())
            {
                while (true)
                {
                    await changed.WaitForAsync(() => items != 0);
                    if (items < 0)
                    {
                        return;
                    }

                    items--;
                }
            }
        }

        LoopTask[] consumers = [Asyncio.CreateTask(Consume()), Asyncio.CreateTask(Consume())];
        await Asyncio.Yield();
        using (await changed.AcquireAsync())
        {
            items++;
            changed.Notify(1);
            if (relock)
            {
                await Asyncio.Yield();
            }

            consumers[0].Cancel();
            await Thrown.By<TimeoutException>(async () => await Asyncio.WaitFor(changed.WaitForAsync(() => false), 0.01));
            Assert.Equal(0, items);
            items = -1;
            changed.NotifyAll();
        }

        await consumers[1];
        Assert.True(consumers[0].IsCanceled);
    });
}
