using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.Interop;

/// <summary>Whatever another thread may wait for ends when the loop is closed.</summary>
public sealed class HandedOutTests
{
    [Fact]
    public void SubmissionThatWasNotTaken_IsCanceled()
    {
        var loop = new EventLoop();
        Task<int> task = loop.SubmitThreadSafe(static async Coroutine<int> () => 1);
        loop.Close();
        Assert.True(task.IsCanceled);
        Assert.Throws<InvalidOperationException>(new Action(() => _ = loop.SubmitThreadSafe(static async Coroutine<int> () => 1)));
    }

    [Fact]
    public void SubmissionWhoseTaskIsLeft_IsCanceled()
    {
        using var test = new TestLoop();
        Task<int> task = test.Loop.SubmitThreadSafe(static async Coroutine<int> () =>
        {
            await Asyncio.Sleep(1);
            return 1;
        });
        test.RunUntilIdle();
        Assert.False(task.IsCompleted);
        test.Dispose();
        Assert.True(task.IsCanceled);
    }

    [Fact]
    public void SubmissionDuringTheShutdown_Ends()
    {
        Task? submitted = null;
        Asyncio.Run(async () =>
        {
            EventLoop loop = Asyncio.RunningLoop;

            async Coroutine Background()
            {
                try
                {
                    await Asyncio.Sleep(100);
                }
                finally
                {
                    await Asyncio.ToThread(() => { submitted = loop.SubmitThreadSafe(static () => Asyncio.Sleep(1000)); });
                }
            }

            _ = Asyncio.CreateTask(Background());
            await Asyncio.Yield();
        });
        Assert.True(submitted!.IsCanceled);
    }

    [Fact]
    public void SubmissionsAgainstTheEndOfTheLoop_EndOrAreRefused()
    {
        for (int i = 0; i < 50; i++)
        {
            var loop = new EventLoop();
            var tasks = new System.Collections.Concurrent.ConcurrentBag<Task>();
            Thread[] threads = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
            {
                try
                {
                    // Bounded: four threads submit faster than a busy machine runs.
                    for (int n = 0; n < 500; n++)
                    {
                        tasks.Add(loop.SubmitThreadSafe(static () => Asyncio.Sleep(0)));
                    }
                }
                catch (InvalidOperationException)
                {
                }
            }))];
            Array.ForEach(threads, static thread => thread.Start());
            for (int k = 0; k < 5; k++)
            {
                loop.CallSoonThreadSafe(loop.Stop);
                loop.RunForever();
            }

            loop.Close();
            Array.ForEach(threads, static thread => thread.Join());
            Assert.All(tasks, static task => Assert.True(task.IsCompleted));
        }
    }

    [Fact]
    public void AsTaskOfWhatIsPending_IsCanceled()
    {
        using var test = new TestLoop();
        var future = new Future<int>(test.Loop);
        LoopTask sleep = test.Loop.CreateTask(Asyncio.Sleep(1));
        Task<int> first = future.AsTask();
        Task second = sleep.AsTask();
        test.Dispose();
        Assert.True(first.IsCanceled);
        Assert.True(second.IsCanceled);
        Assert.True(future.AsTask().IsCanceled);
    }

    [Fact]
    public async Task PlainMethodThatWaitsForTheLoop_IsCanceled()
    {
        using var test = new TestLoop();
        var methods = new List<Task>();
        var future = new Future(test.Loop);

        async Task AwaitFuture() => await future;

        async Task AwaitSleep() => await Asyncio.Sleep(1);

        async Task AwaitCoroutine() => await Nested();

        async Coroutine Nested() => await future;

        test.Loop.CallSoon(() => methods.AddRange([AwaitFuture(), AwaitSleep(), AwaitCoroutine()]));
        _ = test.Loop.CreateTask(Start());
        test.RunUntilIdle();
        Assert.Equal(6, methods.Count);
        test.Dispose();
        foreach (Task method in methods)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => method.WaitAsync(TimeSpan.FromMinutes(1)));
        }

        async Coroutine Start()
        {
            await Coroutine.Completed;
            methods.AddRange([AwaitFuture(), AwaitSleep(), AwaitCoroutine()]);
        }
    }

    [Fact]
    public async Task PlainMethodThatWaitsForSomethingForeign_GoesOnOnThePool()
    {
        var foreign = new TaskCompletionSource();
        bool cleaned = false;
        Task? shared = null;

        async Task Init()
        {
            try
            {
                await foreign.Task;
            }
            finally
            {
                cleaned = Thread.CurrentThread.IsThreadPoolThread;
            }
        }

        Asyncio.Run(async () =>
        {
            shared = Init();
            await Asyncio.Yield();
        });
        foreign.SetResult();
        await shared!.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.True(cleaned);
    }

    // Its continuation stands in the queue when the loop is closed.
    [Fact]
    public async Task PlainMethodWhoseContinuationIsQueued_GoesOnOnThePool()
    {
        var test = new TestLoop();
        var foreign = new TaskCompletionSource();
        Task? shared = null;

        async Task Init() => await foreign.Task;

        test.Loop.CallSoon(() => shared = Init());
        test.RunUntilIdle();
        foreign.SetResult();
        test.Dispose();
        await shared!.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void AsyncVoidThatFailsAfterTheLoop_IsReported()
    {
        var output = new StringWriter();
        var foreign = new TaskCompletionSource();

        async void Late()
        {
            await foreign.Task;
            throw new InvalidOperationException("late failure");
        }

        Asyncio.Run(
            async () =>
            {
                Late();
                await Asyncio.Yield();
            },
            new RunOptions { Logger = new TextLogger(TextWriter.Synchronized(output)) });
        foreign.SetResult();
        Assert.True(SpinWait.SpinUntil(() => output.ToString().Contains("InvalidOperationException", StringComparison.Ordinal), TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task DelayOnTheLoopsTimeProvider_EndsAfterTheLoop()
    {
        var test = new TestLoop();
        TimeProvider time = test.Loop.TimeProvider!;
        Task before = Task.Delay(TimeSpan.FromHours(1), time);
        test.RunUntilIdle();
        Task untaken = Task.Delay(TimeSpan.FromHours(1), time);
        test.Dispose();
        Task after = Task.Delay(TimeSpan.FromHours(1), time);
        await Task.WhenAll(before, untaken, after).WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void TimersFromOtherThreads_AreOrderedWithTheLoop()
    {
        for (int i = 0; i < 300; i++)
        {
            var loop = new EventLoop();
            Exception? error = null;
            using var start = new Barrier(2);
            var thread = new Thread(() =>
            {
                start.SignalAndWait();
                error = Record.Exception(() =>
                {
                    for (int k = 0; k < 50; k++)
                    {
                        loop.TimeProvider.CreateTimer(static _ => { }, null, TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan).Dispose();
                    }
                });
            });
            thread.Start();
            start.SignalAndWait();
            loop.CallSoon(loop.Stop);
            loop.RunForever();
            thread.Join();
            loop.Close();
            Assert.Null(error);
        }
    }

    [Fact]
    public void TrippedToken_StartsNothing()
    {
        using var test = new TestLoop();
        using var source = new CancellationTokenSource();
        bool started = false;

        async Coroutine Work()
        {
            started = true;
            await Coroutine.Completed;
        }

        Task later = test.Loop.SubmitThreadSafe(Work, source.Token);
        source.Cancel();
        Task now = test.Loop.SubmitThreadSafe(Work, source.Token);
        test.RunUntilIdle();
        Assert.True(now.IsCanceled);
        Assert.True(later.IsCanceled);
        Assert.False(started);
    }
}
