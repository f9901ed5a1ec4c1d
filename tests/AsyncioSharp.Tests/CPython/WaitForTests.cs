using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.CPython;

/// <summary>One await with a limit.</summary>
public sealed class WaitForTests
{
    [Theory]
    [InlineData(0.2, true)]
    [InlineData(0.05, false)]
    [CPythonTest("test_waitfor::AsyncioWaitForTest.test_asyncio_wait_for_cancelled")]
    [CPythonTest("test_waitfor::AsyncioWaitForTest.test_asyncio_wait_for_timeout")]
    public void CoroutineThatIgnoresItsEndRunsToItsOwn(double limit, bool cancel) => TestLoop.Run(async () =>
    {
        bool exited = false;
        LoopTask task = Asyncio.CreateTask(Asyncio.WaitFor(Stubborn(), limit));
        await Asyncio.Sleep(0);
        if (cancel)
        {
            task.Cancel();
        }

        await Asyncio.Wait([task]);
        Assert.True(exited);
        Assert.Equal(0.1, Asyncio.RunningLoop.Time.TotalSeconds, 6);

        async Coroutine Stubborn()
        {
            TimeSpan end = Asyncio.RunningLoop.Time + TimeSpan.FromSeconds(0.1);
            while (end - Asyncio.RunningLoop.Time is { Ticks: > 0 } left)
            {
                try
                {
                    await Asyncio.Sleep(left);
                }
                catch (LoopCanceledException)
                {
                    // Not now.
                }
            }

            exited = true;
        }
    });

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(0.1)]
    [CPythonTest("test_waitfor::AsyncioWaitForTest.test_wait_for_timeout_less_then_0_or_0")]
    [CPythonTest("test_waitfor::AsyncioWaitForTest.test_wait_for")]
    public void TimeoutCancelsTheTaskAndWaitsForIt(double limit) => TestLoop.Run(async () =>
    {
        bool? running = null;
        var started = new Future();
        LoopTask<string> task = Asyncio.CreateTask(Body());
        await started;
        await Thrown.By<TimeoutException>(async () => await Asyncio.WaitFor(task, limit));
        Assert.True(task.IsDone);
        Assert.True(task.IsCanceled);
        Assert.False(running);

        async Coroutine<string> Body()
        {
            running = true;
            started.SetResult();
            try
            {
                await Asyncio.Sleep(10);
            }
            finally
            {
                running = false;
            }

            return "done";
        }
    });

    [Fact]
    [CPythonTest("test_waitfor::AsyncioWaitForTest.test_wait_for_blocking")]
    public void NoLimit() => TestLoop.Run(static async () => Assert.Equal("done", await Asyncio.WaitFor(Asyncio.Sleep(1, "done"), null)));

    [Fact]
    [CPythonTest("test_waitfor::AsyncioWaitForTest.test_wait_for_race_condition")]
    public void ResultBeforeTheLimit() => TestLoop.Run(static async () =>
    {
        var future = new Future<string>();
        Coroutine<string> wait = Asyncio.WaitFor(future, 0.2);
        Asyncio.RunningLoop.CallSoon(() => future.SetResult("ok"));
        Assert.Equal("ok", await wait);
        Assert.Equal(TimeSpan.Zero, Asyncio.RunningLoop.Time);
    });

    [Fact]
    [CPythonTest("test_waitfor::AsyncioWaitForTest.test_wait_for_cancellation_race_condition")]
    [CPythonTest("test_waitfor::AsyncioWaitForTest.test_wait_for_cancel_suppressed")]
    public void ResultOfACoroutineThatSwallowsTheCancellationCounts() => TestLoop.Run(static async () =>
    {
        static async Coroutine<int> Swallow()
        {
            try
            {
                await Asyncio.Sleep(1);
                return 0;
            }
            catch (LoopCanceledException)
            {
                return 42;
            }
        }

        Assert.Equal(42, await Asyncio.WaitFor(Swallow(), 0.01));
        Assert.Equal(0, Asyncio.CurrentTask!.CancelRequests);
    });

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.0)]
    [CPythonTest("test_waitfor::AsyncioWaitForTest.test_wait_for_waits_for_task_cancellation")]
    [CPythonTest("test_waitfor::AsyncioWaitForTest.test_wait_for_waits_for_task_cancellation_w_timeout_0")]
    public void TimeoutWaitsForTheCleanup(double limit) => TestLoop.Run(async () =>
    {
        bool done = false;
        LoopTask task = Asyncio.CreateTask(Body());
        await Asyncio.Sleep(0.1);
        var error = await Thrown.By<TimeoutException>(async () => await Asyncio.WaitFor(task, limit));
        Assert.True(done);
        Assert.IsType<LoopCanceledException>(error.InnerException);

        async Coroutine Body()
        {
            try
            {
                await Asyncio.Sleep(10);
            }
            catch (LoopCanceledException)
            {
                await Asyncio.Sleep(0.1);
                throw;
            }
            finally
            {
                done = true;
            }
        }
    });

    [Theory]
    [InlineData(null)]
    [InlineData(60.0)]
    [CPythonTest("test_waitfor::AsyncioWaitForTest.test_cancel_blocking_wait_for")]
    [CPythonTest("test_waitfor::AsyncioWaitForTest.test_cancel_wait_for")]
    public void CancelOfTheWaitCancelsTheTask(double? limit) => TestLoop.Run(async () =>
    {
        static async Coroutine Block() => await new Future();

        LoopTask task = Asyncio.CreateTask(Block());
        LoopTask wait = Asyncio.CreateTask(Asyncio.WaitFor(task, limit is { } seconds ? TimeSpan.FromSeconds(seconds) : null));
        Asyncio.RunningLoop.CallSoon(() => wait.Cancel());
        await Thrown.By<LoopCanceledException>(wait);
        Assert.True(task.IsCanceled);
    });

    // The inner task is done before the cancellation: that one is for the waiter alone.
    [Fact]
    [CPythonTest("test_waitfor::AsyncioWaitForTest.test_wait_for_issue86296")]
    public void CancelWhenTheInnerTaskIsDoneAlready() => TestLoop.Run(static async () =>
    {
        static async Coroutine<string> Inner()
        {
            await Coroutine.Completed;
            return "done";
        }

        bool reachedEnd = false;
        LoopTask<string> inner = Asyncio.CreateTask(Inner());
        LoopTask task = Asyncio.CreateTask(Body());
        Assert.False(task.IsDone);
        await Asyncio.Sleep(0);
        task.Cancel();
        await Thrown.By<LoopCanceledException>(task);
        Assert.True(inner.IsDone);
        Assert.Equal("done", await inner);
        Assert.False(reachedEnd);

        async Coroutine Body()
        {
            await Asyncio.WaitFor(inner, 100);
            await Asyncio.Sleep(1);
            reachedEnd = true;
        }
    });

    [Fact]
    [CPythonTest("test_waitfor::WaitForShieldTests.test_zero_timeout")]
    public void ZeroCancelsTheShieldAndNotTheTask() => TestLoop.Run(static async () =>
    {
        LoopTask<string> task = Asyncio.CreateTask(Asyncio.Sleep(0.01, "done"));
        Future<string> shield = Asyncio.Shield(task);
        await Thrown.By<TimeoutException>(async () => await Asyncio.WaitFor(shield, 0));
        Assert.False(task.IsDone);
        Assert.True(shield.IsCanceled);
        Assert.Equal("done", await task);
    });

    [Fact]
    [CPythonTest("test_waitfor::WaitForShieldTests.test_none_timeout")]
    public void NoLimitForAShield() => TestLoop.Run(static async () =>
    {
        LoopTask<string> task = Asyncio.CreateTask(Asyncio.Sleep(0.1, "done"));
        await Asyncio.WaitFor(Asyncio.Shield(task), null);
        Assert.True(task.IsDone);
        Assert.Equal("done", await task);
    });
}
