using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.CPython;

/// <summary>The lock, and what all primitives have in common.</summary>
public sealed class LockTests
{
    [Fact]
    [CPythonTest("test_locks::LockTests.test_repr")]
    public void TextShowsTheState() => TestLoop.Run(static async () =>
    {
        var gate = new AsyncLock();
        Assert.Equal("<AsyncLock unlocked, waiters: 0>", gate.ToString());
        await gate.AcquireAsync();
        Assert.Equal("<AsyncLock locked, waiters: 0>", gate.ToString());
        LoopTask waiter = Asyncio.CreateTask(gate.AcquireAsync());
        await Asyncio.Yield();
        Assert.Equal("<AsyncLock locked, waiters: 1>", gate.ToString());
        waiter.Cancel();
    });

    // Python finds out when it runs; here it does not compile. To take it, call AcquireAsync.
    [Theory]
    [InlineData(typeof(AsyncLock))]
    [InlineData(typeof(AsyncSemaphore))]
    [InlineData(typeof(AsyncBarrier))]
    [CPythonTest("test_locks::LockTests.test_lock")]
    [CPythonTest("test_locks::SemaphoreTests.test_semaphore")]
    [CPythonTest("test_locks::BarrierTests.test_barrier")]
    public void PrimitiveItselfCannotBeAwaited(Type primitive)
    {
        ArgumentNullException.ThrowIfNull(primitive);
        Assert.DoesNotContain(primitive.GetMethods(), static method => method.Name == "GetAwaiter");
        Assert.False(new AsyncLock().IsLocked);
        Assert.Equal(1, new AsyncSemaphore().Value);
        Assert.Contains("filling", new AsyncBarrier(5).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [CPythonTest("test_locks::LockTests.test_acquire")]
    public void ReleaseLetsInOneAtATimeInOrder() => TestLoop.Run(static async () =>
    {
        var gate = new AsyncLock();
        var order = new List<int>();

        async Coroutine Take(int number)
        {
            await gate.AcquireAsync();
            order.Add(number);
        }

        await gate.AcquireAsync();
        LoopTask[] tasks = [Asyncio.CreateTask(Take(1)), Asyncio.CreateTask(Take(2))];
        await Asyncio.Yield();
        Assert.Empty(order);
        gate.Release();
        await Asyncio.Yield();
        Assert.Equal([1], order);
        await Asyncio.Yield();
        Assert.Equal([1], order);
        LoopTask last = Asyncio.CreateTask(Take(3));
        gate.Release();
        await Asyncio.Yield();
        Assert.Equal([1, 2], order);
        gate.Release();
        await Asyncio.Yield();
        Assert.Equal([1, 2, 3], order);
        Assert.All([.. tasks, last], static task => Assert.True(task.IsDone && !task.IsCanceled));
    });

    [Fact]
    [CPythonTest("test_locks::LockTests.test_acquire_cancel")]
    [CPythonTest("test_locks::EventTests.test_wait_cancel")]
    [CPythonTest("test_locks::SemaphoreTests.test_acquire_cancel")]
    public void CancelledWaiterLeavesTheLine() => TestLoop.Run(static async () =>
    {
        var gate = new AsyncLock();
        var flag = new AsyncEvent();
        var permits = new AsyncSemaphore(0);
        await gate.AcquireAsync();
        (object Primitive, Func<Coroutine> Wait)[] cases =
        [
            (gate, async () => await gate.AcquireAsync()),
            (flag, async () => await flag.WaitAsync()),
            (permits, async () => await permits.AcquireAsync()),
        ];
        foreach ((object primitive, Func<Coroutine> wait) in cases)
        {
            LoopTask task = Asyncio.CreateTask(wait());
            Asyncio.RunningLoop.CallSoon(() => task.Cancel());
            await Thrown.By<LoopCanceledException>(async () => await task);
            Assert.Contains("waiters: 0", primitive.ToString(), StringComparison.Ordinal);
        }

        Assert.True(gate.IsLocked);
        Assert.Equal(0, permits.Value);
    });

    [Fact]
    [CPythonTest("test_locks::LockTests.test_cancel_race")]
    public void ReleasePassesOverAWaiterThatIsBeingCancelled() => TestLoop.Run(static async () =>
    {
        var gate = new AsyncLock();
        Future until = Asyncio.RunningLoop.CreateFuture();

        async Coroutine Hold(Future? wait)
        {
            using (await gate.AcquireAsync())
            {
                if (wait is not null)
                {
                    await wait;
                }
            }
        }

        LoopTask a = Asyncio.CreateTask(Hold(until));
        await Asyncio.Yield();
        LoopTask b = Asyncio.CreateTask(Hold(null));
        await Asyncio.Yield();
        LoopTask c = Asyncio.CreateTask(Hold(null));
        await Asyncio.Yield();
        Assert.Equal("<AsyncLock locked, waiters: 2>", gate.ToString());
        until.SetResult();
        b.Cancel();
        await Asyncio.Yield();
        Assert.False(gate.IsLocked);
        Assert.True(a.IsDone);
        Assert.True(b.IsCanceled);
        await c;
    });

    // In both orders: the waiter is cancelled before or after it was chosen.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [CPythonTest("test_locks::LockTests.test_cancel_release_race")]
    public void CancelAndReleaseTogetherLetInOneOnly(bool cancelFirst) => TestLoop.Run(async () =>
    {
        var gate = new AsyncLock();
        int calls = 0;
        int holders = 0;

        async Coroutine Take()
        {
            calls++;
            await gate.AcquireAsync();
            holders++;
        }

        await gate.AcquireAsync();
        LoopTask[] tasks = [Asyncio.CreateTask(Take()), Asyncio.CreateTask(Take()), Asyncio.CreateTask(Take())];
        await Asyncio.Yield();
        Asyncio.RunningLoop.CallSoon(() =>
        {
            if (cancelFirst)
            {
                tasks[0].Cancel();
                gate.Release();
            }
            else
            {
                gate.Release();
                tasks[0].Cancel();
            }
        });
        await Thrown.By<LoopCanceledException>(async () => await tasks[0]);
        await Asyncio.Yield();
        Assert.Equal(3, calls);
        Assert.Equal(1, holders);
        Assert.Equal([true, true, false], tasks.Select(static task => task.IsDone));
        tasks[2].Cancel();
        await Asyncio.Yield();
        Assert.True(tasks[2].IsCanceled);
    });

    [Fact]
    [CPythonTest("test_locks::LockTests.test_finished_waiter_cancelled")]
    public void NewcomerTakesTheLockWhenOnlyCancelledOnesWait() => TestLoop.Run(static async () =>
    {
        var gate = new AsyncLock();
        await gate.AcquireAsync();
        LoopTask b = Asyncio.CreateTask(gate.AcquireAsync());
        await Asyncio.Yield();
        LoopTask c = Asyncio.CreateTask(gate.AcquireAsync());
        b.Cancel();
        gate.Release();
        await Asyncio.Yield();
        Assert.True(gate.IsLocked);
        Assert.True(b.IsCanceled);
        await c;
    });

    [Fact]
    [CPythonTest("test_locks::LockTests.test_release_no_waiters")]
    [CPythonTest("test_locks::SemaphoreTests.test_release_no_waiters")]
    public void ReleaseWithoutWaitersFrees() => TestLoop.Run(static async () =>
    {
        var gate = new AsyncLock();
        await gate.AcquireAsync();
        Assert.True(gate.IsLocked);
        gate.Release();
        Assert.False(gate.IsLocked);
        var permits = new AsyncSemaphore();
        await permits.AcquireAsync();
        Assert.True(permits.IsLocked);
        permits.Release();
        Assert.False(permits.IsLocked);
    });

    [Fact]
    [CPythonTest("test_locks::LockTests.test_context_manager")]
    [CPythonTest("test_locks::ConditionTests.test_context_manager")]
    [CPythonTest("test_pep492::LockTests.test_context_manager_async_with")]
    public void UsingHoldsItToTheEndOfTheBlock() => TestLoop.Run(static async () =>
    {
        var gate = new AsyncLock();
        var changed = new AsyncCondition();
        var permits = new AsyncSemaphore();
        var bounded = new AsyncSemaphore(1, max: 1);
        (Func<bool> IsLocked, Func<Coroutine<IDisposable>> Acquire)[] cases =
        [
            (() => gate.IsLocked, async () => await gate.AcquireAsync()),
            (() => changed.IsLocked, async () => await changed.AcquireAsync()),
            (() => permits.IsLocked, async () => await permits.AcquireAsync()),
            (() => bounded.IsLocked, async () => await bounded.AcquireAsync()),
        ];
        foreach ((Func<bool> isLocked, Func<Coroutine<IDisposable>> acquire) in cases)
        {
            Assert.False(isLocked());
            using (await acquire())
            {
                Assert.True(isLocked());
                await Asyncio.Sleep(0.01);
                Assert.True(isLocked());
            }

            Assert.False(isLocked());
        }
    });
}
