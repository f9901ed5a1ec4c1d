using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.CPython;

/// <summary>Futures of a loop made of what ends on another thread (asyncio: <c>wrap_future</c>), and coroutines submitted from one.</summary>
public sealed class FromTaskTests
{
    [Fact]
    [CPythonTest("test_futures::BaseFutureTests.test_wrap_future")]
    [CPythonTest("test_futures::BaseFutureTests.test_wrap_future_use_running_loop")]
    public void ResultOfAnotherThreadComesToTheRunningLoop() => TestLoop.Run(static async () =>
    {
        int here = Environment.CurrentManagedThreadId;
        Future<(string, int)> future = Asyncio.FromTask(Task.Run(static () => ("oi", Environment.CurrentManagedThreadId)));
        Assert.Same(Asyncio.RunningLoop, future.Loop);
        (string result, int thread) = await future;
        Assert.Equal("oi", result);
        Assert.NotEqual(here, thread);
        Assert.Equal(here, Environment.CurrentManagedThreadId);
    });

    [Theory]
    [InlineData("result")]
    [InlineData("exception")]
    [InlineData("cancelled")]
    [CPythonTest("test_futures::BaseFutureTests.test_copy_state")]
    public void FutureOfADoneTaskIsDoneAlike(string end) => TestLoop.Run(async () =>
    {
        var error = new InvalidOperationException();
        Future<int> future = Asyncio.FromTask(end switch
        {
            "result" => Task.FromResult(10),
            "exception" => Task.FromException<int>(error),
            _ => Task.FromCanceled<int>(new CancellationToken(true)),
        });
        Assert.True(future.IsDone);
        Assert.Equal(end == "cancelled", future.IsCanceled);
        switch (end)
        {
            case "result":
                Assert.Equal(10, future.Result);
                break;
            case "exception":
                Assert.Same(error, Assert.Throws<InvalidOperationException>(() => future.Result));
                break;
            default:
                Assert.Throws<LoopCanceledException>(() => future.Result);
                break;
        }

        await Coroutine.Completed;
    });

    // A future that the loop knows needs no wrapping: what takes futures takes it as it is.
    [Fact]
    [CPythonTest("test_futures::BaseFutureTests.test_wrap_future_future")]
    public void FutureOfTheLoopIsTakenAsItIs() => TestLoop.Run(static async () =>
    {
        var future = new Future<int>();
        Assert.Same(future, ((IFuture<int>)future).AsFuture());
        await foreach (IFuture<int> same in Asyncio.AsCompleted([Done(future)]))
        {
            Assert.Same(future, same);
        }

        static Future<int> Done(Future<int> future)
        {
            future.SetResult(1);
            return future;
        }
    });

    [Fact]
    [CPythonTest("test_futures::BaseFutureTests.test_wrap_future_cancel2")]
    public void CancelledFutureLeavesAFinishedTaskAlone() => TestLoop.Run(static async () =>
    {
        var source = new TaskCompletionSource<int>();
        Future<int> future = Asyncio.FromTask(source.Task);
        source.SetResult(42);
        future.Cancel();
        await Asyncio.Yield();
        await Asyncio.Yield();
        Assert.False(source.Task.IsCanceled);
        Assert.Equal(42, await source.Task);
        Assert.True(future.IsCanceled);
    });

    [Theory]
    [InlineData("result")]
    [InlineData("exception")]
    [InlineData("cancelled")]
    [CPythonTest("test_tasks::RunCoroutineThreadsafeTests.test_run_coroutine_threadsafe")]
    [CPythonTest("test_tasks::RunCoroutineThreadsafeTests.test_run_coroutine_threadsafe_with_exception")]
    [CPythonTest("test_tasks::RunCoroutineThreadsafeTests.test_run_coroutine_threadsafe_task_cancelled")]
    public void ThreadGetsTheOutcomeOfTheCoroutineItSubmits(string end)
    {
        Exception? error = Record.Exception(() => TestLoop.Run(async () =>
        {
            EventLoop loop = Asyncio.RunningLoop;
            Assert.Equal(3, await Asyncio.ToThread(() => loop.SubmitThreadSafe(() => Add(1, 2)).GetAwaiter().GetResult()));
        }));
        switch (end)
        {
            case "result":
                Assert.Null(error);
                break;
            case "exception":
                Assert.Equal("Fail!", Assert.IsType<InvalidOperationException>(error).Message);
                break;
            default:
                Assert.IsAssignableFrom<OperationCanceledException>(error);
                break;
        }

        async Coroutine<int> Add(int a, int b)
        {
            await Asyncio.Sleep(0.05);
            if (end == "exception")
            {
                throw new InvalidOperationException("Fail!");
            }

            if (end == "cancelled")
            {
                Asyncio.CurrentTask!.Cancel();
                await Asyncio.Sleep(0);
            }

            return a + b;
        }
    }

    // The thread gives up and cancels: the task on the loop ends too.
    [Fact]
    [CPythonTest("test_tasks::RunCoroutineThreadsafeTests.test_run_coroutine_threadsafe_with_timeout")]
    public void ThreadThatGivesUpCancelsTheTask() => TestLoop.Run(static async () =>
    {
        EventLoop loop = Asyncio.RunningLoop;
        LoopTask? submitted = null;
        await Thrown.By<TimeoutException>(async () => await Asyncio.ToThread(() =>
        {
            using var giveUp = new CancellationTokenSource();
            Task task = loop.SubmitThreadSafe(
                async () =>
                {
                    submitted = Asyncio.CurrentTask;
                    await new Future();
                },
                giveUp.Token);
            try
            {
                if (!task.Wait(0))
                {
                    throw new TimeoutException();
                }
            }
            finally
            {
                giveUp.Cancel();
            }
        }));
        while (loop.AllTasks().Count > 1)
        {
            await Asyncio.Yield();
        }

        Assert.True(submitted is null or { IsCanceled: true });
    });

    // What makes the coroutine throws: the thread gets the error.
    [Fact]
    public void ErrorBeforeThereIsATaskGoesToTheThread() => TestLoop.Run(static async () =>
    {
        EventLoop loop = Asyncio.RunningLoop;
        Coroutine<int> Make() => throw new KeyNotFoundException();
        await Thrown.By<KeyNotFoundException>(async () => await Asyncio.ToThread(() => loop.SubmitThreadSafe(Make).GetAwaiter().GetResult()));
        Assert.Equal([Asyncio.CurrentTask!], loop.AllTasks());
    });
}
