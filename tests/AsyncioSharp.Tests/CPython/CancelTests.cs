using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.CPython;

/// <summary>Cancelling tasks, and taking it back.</summary>
public sealed class CancelTests
{
    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_cancelling")]
    public void CancelRequestsAreCountedAndShown()
    {
        using EventLoop loop = TestLoop.Create();
        LoopTask task = loop.CreateTask(Asyncio.Sleep(10));
        Assert.Equal(0, task.CancelRequests);
        Assert.DoesNotContain(" cancelling ", task.ToString(), StringComparison.Ordinal);
        Assert.True(task.Cancel());
        Assert.Equal(1, task.CancelRequests);
        Assert.Contains(" cancelling ", task.ToString(), StringComparison.Ordinal);
        Assert.True(task.Cancel());
        Assert.Throws<LoopCanceledException>(() => loop.RunUntilComplete(task));
    }

    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_uncancel_basic")]
    public void UncancelTakesARequestBackUntilTheTaskIsDone()
    {
        static async Coroutine Body()
        {
            try
            {
                await Asyncio.Sleep(10);
            }
            catch (LoopCanceledException)
            {
                Asyncio.CurrentTask!.Uncancel();
                await Asyncio.Sleep(10);
            }
        }

        using var test = new TestLoop();
        LoopTask task = test.Loop.CreateTask(Body());
        test.RunUntilIdle();
        Assert.True(task.Cancel());
        AssertState("cancelling", 1);
        test.RunUntilIdle();
        AssertState("pending", 0);
        Assert.True(task.Cancel());
        AssertState("cancelling", 1);
        Assert.Throws<LoopCanceledException>(() => test.Loop.RunUntilComplete(task));
        Assert.True(task.IsCanceled);
        task.Uncancel();
        Assert.True(task.IsCanceled);
        Assert.True(task.IsDone);

        void AssertState(string state, int requests)
        {
            Assert.StartsWith($"<Task {state} ", task.ToString(), StringComparison.Ordinal);
            Assert.Equal(requests, task.CancelRequests);
            Assert.False(task.IsCanceled);
        }
    }

    // A timeout made by hand: the code after the block goes on, because the block took its own request back.
    [Theory]
    [InlineData(10.0, 0.1, true)]
    [InlineData(0.0, 10.0, false)]
    [CPythonTest("test_tasks::BaseTaskTests.test_uncancel_structured_blocks")]
    public void BlockThatUncancelsLeavesTheRestAlone(double sleep, double timeout, bool expected)
    {
        bool timedOut = false;
        bool finished = false;
        bool wentOn = false;
        using EventLoop loop = TestLoop.Create();
        LoopTask task = loop.CreateTask(Body());
        loop.RunUntilComplete(task);
        Assert.Equal((expected, !expected, true), (timedOut, finished, wentOn));
        Assert.Equal(0, task.CancelRequests);

        async Coroutine Body()
        {
            LoopTask self = Asyncio.CurrentTask!;
            TimerHandle timer = self.Loop.CallLater(TimeSpan.FromSeconds(timeout), () =>
            {
                timedOut = true;
                self.Cancel();
            });
            try
            {
                await Asyncio.Sleep(sleep);
                finished = true;
            }
            catch (LoopCanceledException) when (timedOut && self.Uncancel() == 0)
            {
                // This is the block's own timeout.
            }
            finally
            {
                timer.Cancel();
            }

            await Asyncio.Sleep(0);
            wentOn = true;
        }
    }

    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_uncancel_resets_must_cancel")]
    public void UncancelOfATaskThatIsAboutToStep()
    {
        using var test = new TestLoop();
        Future<int> future = test.Loop.CreateFuture<int>();
        LoopTask<int> task = test.Loop.CreateTask(Body());
        test.RunUntilIdle();
        future.SetResult(42);
        task.Cancel();
        Assert.Equal(1, task.CancelRequests);
        task.Uncancel();
        Assert.Equal(0, task.CancelRequests);
        Assert.Equal(42, test.Loop.RunUntilComplete(task));

        async Coroutine<int> Body() => await future;
    }

    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_cancel")]
    public void CancelByACallbackThatRunsAfterTheFirstStep()
    {
        static async Coroutine<int> Body()
        {
            await Asyncio.Sleep(10);
            return 12;
        }

        using EventLoop loop = TestLoop.Create();
        LoopTask<int> task = loop.CreateTask(Body());
        loop.CallSoon(() => task.Cancel());
        Assert.Throws<LoopCanceledException>(() => loop.RunUntilComplete(task));
        Assert.True(task.IsDone);
        Assert.True(task.IsCanceled);
        Assert.False(task.Cancel());
        Assert.Equal(TimeSpan.Zero, loop.Time);
    }

    // CPython's messages may be any object; ours are strings.
    [Theory]
    [InlineData(null, false, true)]
    [InlineData(null, true, true)]
    [InlineData("my message", false, true)]
    [InlineData("my message", true, true)]
    [InlineData("my message", true, false)]
    [CPythonTest("test_tasks::BaseTaskTests.test_cancel_with_message_then_future_result")]
    [CPythonTest("test_tasks::BaseTaskTests.test_cancel_with_message_then_future_exception")]
    [CPythonTest("test_tasks::BaseTaskTests.test_cancel_with_message_before_starting_task")]
    public void MessageReachesWhoReadsTheOutcome(string? message, bool readException, bool started)
    {
        using EventLoop loop = TestLoop.Create();
        var error = Assert.Throws<LoopCanceledException>(() => loop.RunUntilComplete(Body()));
        Assert.Equal(message, error.CancelMessage);

        async Coroutine Body()
        {
            LoopTask<int> task = Asyncio.CreateTask(Asyncio.Sleep(10, 1));
            if (started)
            {
                await Asyncio.Sleep(0);
            }

            task.Cancel(message);
            await Asyncio.Wait([task]);
            _ = readException ? (object?)task.Exception : task.Result;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [CPythonTest("test_tasks::BaseTaskTests.test_cancel_inner_future")]
    [CPythonTest("test_tasks::BaseTaskTests.test_cancel_both_task_and_inner_future")]
    public void CancelledFutureCancelsTheTaskThatAwaitsIt(bool cancelTheTaskToo)
    {
        using var test = new TestLoop();
        Future<int> future = test.Loop.CreateFuture<int>();
        LoopTask<int> task = test.Loop.CreateTask(Body());
        test.RunUntilIdle();
        future.Cancel();
        if (cancelTheTaskToo)
        {
            task.Cancel();
        }

        Assert.Throws<LoopCanceledException>(() => test.Loop.RunUntilComplete(task));
        Assert.True(task.IsDone);
        Assert.True(future.IsCanceled);
        Assert.True(task.IsCanceled);

        async Coroutine<int> Body()
        {
            await future;
            return 12;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [CPythonTest("test_tasks::BaseTaskTests.test_cancel_task_catching")]
    [CPythonTest("test_tasks::BaseTaskTests.test_cancel_task_ignoring")]
    public void BodyThatCatchesTheCancellation(bool goesOn)
    {
        using var test = new TestLoop();
        Future<int>[] futures = [.. Enumerable.Range(0, 3).Select(_ => test.Loop.CreateFuture<int>())];
        LoopTask<int> task = test.Loop.CreateTask(Body());
        test.RunUntilIdle();
        futures[0].SetResult(0);
        test.RunUntilIdle();
        task.Cancel();
        Assert.True(futures[1].IsCanceled);
        test.RunUntilIdle();
        Assert.Equal(!goesOn, task.IsDone);
        futures[2].SetResult(42);
        Assert.Equal(42, test.Loop.RunUntilComplete(task));
        Assert.False(task.IsCanceled);
        Assert.False(futures[2].IsCanceled);

        async Coroutine<int> Body()
        {
            await futures[0];
            try
            {
                await futures[1];
            }
            catch (LoopCanceledException)
            {
                if (!goesOn)
                {
                    return 42;
                }
            }

            return await futures[2];
        }
    }

    // The request comes while the task runs, so it is for what it awaits next: a task that waits already.
    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_cancel_awaited_task")]
    public void RequestOfARunningTaskReachesTheTaskThatItAwaitsNext()
    {
        using EventLoop loop = TestLoop.Create();
        Future<int> future = loop.CreateFuture<int>();
        LoopTask<int> nested = null!;
        LoopTask task = null!;
        task = loop.CreateTask(Body());
        Assert.Throws<LoopCanceledException>(() => loop.RunUntilComplete(task));
        Assert.True(task.IsCanceled);
        Assert.True(nested.IsCanceled);
        Assert.True(future.IsCanceled);

        async Coroutine<int> Nested() => await future;

        async Coroutine Body()
        {
            nested = Asyncio.CreateTask(Nested());
            await Asyncio.Sleep(0);
            task.Cancel();
            await nested;
        }
    }

    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_task_cancel_sleeping_task")]
    public void SleepingTaskIsCancelledByATimer()
    {
        using EventLoop loop = TestLoop.Create();
        Assert.Equal("cancelled", loop.RunUntilComplete(Body()));
        Assert.Equal(TimeSpan.FromSeconds(0.1), loop.Time);

        async Coroutine<string> Body()
        {
            LoopTask sleeper = Asyncio.CreateTask(Asyncio.Sleep(5000));
            loop.CallLater(TimeSpan.FromSeconds(0.1), () => sleeper.Cancel());
            try
            {
                await sleeper;
                return "slept in";
            }
            catch (LoopCanceledException)
            {
                return "cancelled";
            }
        }
    }

    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_yield_future_passes_cancel")]
    public void CancelPassesThroughTheCoroutines()
    {
        using var test = new TestLoop();
        Future<int> waiter = test.Loop.CreateFuture<int>();
        var proof = new List<string>();
        LoopTask task = test.Loop.CreateTask(Outer());
        test.RunUntilIdle();
        task.Cancel();
        test.Loop.RunUntilComplete(task);
        Assert.Equal(["inner", "outer"], proof);
        Assert.True(waiter.IsCanceled);

        async Coroutine Inner()
        {
            try
            {
                await waiter;
                proof.Add("inner passed");
            }
            catch (LoopCanceledException)
            {
                proof.Add("inner");
                throw;
            }
        }

        async Coroutine Outer()
        {
            try
            {
                await Inner();
                proof.Add("outer passed");
            }
            catch (LoopCanceledException)
            {
                proof.Add("outer");
            }
        }
    }
}
