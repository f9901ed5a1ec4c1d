using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.CPython;

/// <summary>The semaphore.</summary>
public sealed class SemaphoreTests
{
    [Fact]
    [CPythonTest("test_locks::SemaphoreTests.test_initial_value_zero")]
    public void NoPermitsMeansLocked() => Assert.True(new AsyncSemaphore(0).IsLocked);

    [Fact]
    [CPythonTest("test_locks::SemaphoreTests.test_repr")]
    public void TextShowsPermitsAndWaiters() => TestLoop.Run(static async () =>
    {
        var permits = new AsyncSemaphore();
        Assert.Equal("<AsyncSemaphore unlocked, value: 1, waiters: 0>", permits.ToString());
        await permits.AcquireAsync();
        Assert.Equal("<AsyncSemaphore locked, value: 0, waiters: 0>", permits.ToString());
        LoopTask[] waiters = [Asyncio.CreateTask(permits.AcquireAsync()), Asyncio.CreateTask(permits.AcquireAsync())];
        await Asyncio.Yield();
        Assert.Equal("<AsyncSemaphore locked, value: 0, waiters: 2>", permits.ToString());
        Assert.All(waiters, static task => task.Cancel());
    });

    [Fact]
    [CPythonTest("test_locks::SemaphoreTests.test_acquire")]
    public void ReleasedPermitsAreTakenAtOnce() => TestLoop.Run(static async () =>
    {
        var permits = new AsyncSemaphore(3);
        var order = new List<int>();
        await permits.AcquireAsync();
        await permits.AcquireAsync();
        Assert.False(permits.IsLocked);
        List<LoopTask> tasks = [.. Enumerable.Range(1, 3).Select(number => Asyncio.CreateTask(Take(permits, order, number)))];
        await Asyncio.Yield();
        Assert.Equal([1], order);
        Assert.Equal("<AsyncSemaphore locked, value: 0, waiters: 2>", permits.ToString());
        tasks.Add(Asyncio.CreateTask(Take(permits, order, 4)));
        permits.Release();
        permits.Release();
        Assert.Equal(0, permits.Value);
        await Asyncio.Yield();
        Assert.Equal([1, 2, 3], order);
        Assert.Equal("<AsyncSemaphore locked, value: 0, waiters: 1>", permits.ToString());
        permits.Release();
        await Asyncio.Gather(tasks);
        Assert.Equal([1, 2, 3, 4], order);
    });

    [Fact]
    [CPythonTest("test_locks::SemaphoreTests.test_acquire_cancel_before_awoken")]
    public void PermitPassesOverCancelledWaiters() => TestLoop.Run(static async () =>
    {
        var permits = new AsyncSemaphore(0);
        LoopTask[] tasks = [.. Enumerable.Range(1, 4).Select(_ => Asyncio.CreateTask(permits.AcquireAsync()))];
        await Asyncio.Yield();
        tasks[0].Cancel();
        tasks[1].Cancel();
        permits.Release();
        await Asyncio.Yield();
        await Asyncio.Yield();
        Assert.Equal([true, true, true, false], tasks.Select(static task => task.IsDone));
        Assert.False(tasks[2].IsCanceled);
        tasks[3].Cancel();
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [CPythonTest("test_locks::SemaphoreTests.test_acquire_hang")]
    public void CancelAndReleaseTogetherHangNobody(bool cancelFirst) => TestLoop.Run(async () =>
    {
        var permits = new AsyncSemaphore(0);
        LoopTask first = Asyncio.CreateTask(permits.AcquireAsync());
        LoopTask second = Asyncio.CreateTask(permits.AcquireAsync());
        await Asyncio.Yield();
        if (cancelFirst)
        {
            first.Cancel();
        }

        permits.Release();
        first.Cancel();
        await Asyncio.Yield();
        await Asyncio.Yield();
        Assert.True(permits.IsLocked);
        Assert.True(second.IsDone);
        Assert.True(first.IsCanceled);
    });

    [Fact]
    [CPythonTest("test_locks::SemaphoreTests.test_acquire_no_hang")]
    public void PermitOfAWaiterCancelledAfterItsTurnComesBack() => TestLoop.Run(static async () =>
    {
        var permits = new AsyncSemaphore(1);
        LoopTask? second = null;

        async Coroutine First()
        {
            using (await permits.AcquireAsync())
            {
                await Asyncio.Yield();
            }

            second!.Cancel();
        }

        async Coroutine Second()
        {
            using (await permits.AcquireAsync())
            {
                Assert.Fail("it was cancelled before");
            }
        }

        LoopTask first = Asyncio.CreateTask(First());
        second = Asyncio.CreateTask(Second());
        await Asyncio.Wait([first, second]);
        Assert.Null(first.Exception);
        Assert.True(second.IsCanceled);
        await Asyncio.WaitFor(permits.AcquireAsync(), 1);
    });

    [Fact]
    [CPythonTest("test_locks::SemaphoreTests.test_acquire_fifo_order")]
    public void WhoComesAgainQueuesBehindTheOthers() => TestLoop.Run(static async () =>
    {
        var permits = new AsyncSemaphore(1);
        var order = new List<string>();

        async Coroutine Twice(string name)
        {
            for (int round = 1; round <= 2; round++)
            {
                await permits.AcquireAsync();
                order.Add($"{name}{round}");
                await Asyncio.Sleep(0.01);
                permits.Release();
            }
        }

        await TaskGroup.Run(async group =>
        {
            await Coroutine.Completed;
            _ = group.CreateTask(Twice("a"));
            _ = group.CreateTask(Twice("b"));
            _ = group.CreateTask(Twice("c"));
        });
        Assert.Equal(["a1", "b1", "c1", "a2", "b2", "c2"], order);
    });

    [Fact]
    [CPythonTest("test_locks::SemaphoreTests.test_acquire_fifo_order_2")]
    public void WhoReleasesAndAcquiresAgainQueuesBehindTheOthers() => TestLoop.Run(static async () =>
    {
        var permits = new AsyncSemaphore(1);
        var order = new List<int>();

        async Coroutine Again()
        {
            await Take(permits, order, 2);
            permits.Release();
            await Take(permits, order, 4);
        }

        LoopTask[] tasks =
        [
            Asyncio.CreateTask(Take(permits, order, 1)), Asyncio.CreateTask(Again()), Asyncio.CreateTask(Take(permits, order, 3)),
        ];
        await Asyncio.Yield();
        permits.Release();
        permits.Release();
        await Asyncio.Gather(tasks);
        Assert.Equal([1, 2, 3, 4], order);
    });

    [Fact]
    [CPythonTest("test_locks::SemaphoreTests.test_acquire_fifo_order_3")]
    public void OrderHoldsWithoutTheOneThatWasCancelled() => TestLoop.Run(static async () =>
    {
        var permits = new AsyncSemaphore(0);
        var order = new List<int>();
        LoopTask[] tasks = [.. Enumerable.Range(1, 3).Select(number => Asyncio.CreateTask(Take(permits, order, number)))];
        await Asyncio.Yield();
        tasks[0].Cancel();
        await Asyncio.Yield();
        permits.Release();
        permits.Release();
        await Asyncio.GatherSettled(tasks);
        Assert.Equal([2, 3], order);
    });

    [Fact]
    [CPythonTest("test_locks::SemaphoreTests.test_acquire_fifo_order_4")]
    public void AcquireWakesAllForWhomThereArePermits() => TestLoop.Run(static async () =>
    {
        var permits = new AsyncSemaphore(0);
        var order = new List<int>();
        LoopTask? fourth = null;

        async Coroutine First()
        {
            await permits.AcquireAsync();
            Assert.Equal(0, permits.Value);
            fourth = Asyncio.CreateTask(Fourth());
            order.Add(1);
        }

        async Coroutine Second()
        {
            permits.Release();
            permits.Release();
            permits.Release();
            Assert.Equal(2, permits.Value);
            Assert.True(permits.IsLocked);
            await Take(permits, order, 2);
        }

        async Coroutine Fourth()
        {
            await Coroutine.Completed;
            order.Add(4);
        }

        LoopTask[] tasks = [Asyncio.CreateTask(First()), Asyncio.CreateTask(Second()), Asyncio.CreateTask(Take(permits, order, 3))];
        await Asyncio.Yield();
        Assert.Equal(2, permits.Value);
        await Asyncio.Yield();
        await Asyncio.Gather([.. tasks, fourth!]);
        Assert.Equal([1, 2, 3, 4], order);
    });

    private static async Coroutine Take(AsyncSemaphore permits, List<int> order, int number)
    {
        await permits.AcquireAsync();
        order.Add(number);
    }
}
