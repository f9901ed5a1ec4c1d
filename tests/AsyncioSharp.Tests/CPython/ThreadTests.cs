using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.CPython;

/// <summary>Functions on threads, coroutines from threads.</summary>
public sealed class ThreadTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [CPythonTest("test_threads::ToThreadTests.test_to_thread_once")]
    [CPythonTest("test_threads::ToThreadTests.test_to_thread_concurrent")]
    public void EveryFunctionRunsOnce(int functions) => TestLoop.Run(async () =>
    {
        int calls = 0;
        await Asyncio.Gather(Enumerable.Range(0, functions).Select(_ => Asyncio.ToThread(() =>
        {
            Interlocked.Increment(ref calls);
        })));
        Assert.Equal(functions, calls);
    });

    [Fact]
    [CPythonTest("test_events::EventLoopTestsMixin.test_run_in_executor")]
    public void RunInExecutorReturnsFromAnotherThread()
    {
        using EventLoop loop = TestLoop.Create();
        string argument = "yo";
        (string Text, int Thread) = loop.RunUntilComplete(loop.RunInExecutor(() => (argument, Environment.CurrentManagedThreadId)));
        Assert.Equal("yo", Text);
        Assert.NotEqual(Environment.CurrentManagedThreadId, Thread);
    }

    [Fact]
    [CPythonTest("test_events::EventLoopTestsMixin.test_run_in_executor_cancel")]
    public void FunctionOfACancelledFutureLeavesAClosedLoopAlone()
    {
        var reports = new List<LoopErrorContext>();
        using var release = new ManualResetEventSlim();
        EventLoop loop = TestLoop.Create();
        loop.ExceptionHandler = (_, context) => reports.Add(context);
        bool ended = false;
        Future<int> future = loop.RunInExecutor(() =>
        {
            release.Wait();
            ended = true;
            return 1;
        });
        future.Cancel();
        loop.CallSoon(release.Set);
        loop.RunUntilComplete(loop.ShutdownExecutorAsync());
        Assert.True(ended);
        loop.Close();
        Assert.True(future.IsCanceled);
        Assert.Equal(0, loop.Ready.Count);
        Assert.Empty(reports);
    }

    [Theory]
    [InlineData("result")]
    [InlineData("exception")]
    [InlineData("cancellation")]
    [CPythonTest("test_tasks::RunCoroutineThreadsafeTests.test_run_coroutine_threadsafe")]
    [CPythonTest("test_tasks::RunCoroutineThreadsafeTests.test_run_coroutine_threadsafe_with_exception")]
    [CPythonTest("test_tasks::RunCoroutineThreadsafeTests.test_run_coroutine_threadsafe_task_cancelled")]
    public void ThreadGetsTheOutcomeOfItsCoroutine(string outcome) => Asyncio.Run(async () =>
    {
        EventLoop loop = Asyncio.RunningLoop;
        string got = await Asyncio.ToThread(() =>
        {
            try
            {
                return $"{loop.SubmitThreadSafe(Add).GetAwaiter().GetResult()}";
            }
            catch (Exception e)
            {
                return e.GetType().Name;
            }
        });
        Assert.Equal(outcome switch { "result" => "3", "exception" => nameof(DivideByZeroException), _ => nameof(TaskCanceledException) }, got);

        async Coroutine<int> Add()
        {
            await Asyncio.Yield();
            switch (outcome)
            {
                case "exception":
                    throw new DivideByZeroException();
                case "cancellation":
                    Asyncio.CurrentTask!.Cancel();
                    await Asyncio.Yield();
                    break;
            }

            return 1 + 2;
        }
    });

    // The thread gives up and trips the token: nothing of the coroutine is left.
    [Fact]
    [CPythonTest("test_tasks::RunCoroutineThreadsafeTests.test_run_coroutine_threadsafe_with_timeout")]
    public void ThreadThatGivesUpCancelsItsCoroutine() => Asyncio.Run(static async () =>
    {
        EventLoop loop = Asyncio.RunningLoop;
        LoopTask? task = null;
        using var started = new ManualResetEventSlim();
        await Asyncio.ToThread(() =>
        {
            using var source = new CancellationTokenSource();
            Task submitted = loop.SubmitThreadSafe(WaitForEver, source.Token);
            started.Wait();
            Assert.Throws<TimeoutException>(() => submitted.WaitAsync(TimeSpan.Zero).GetAwaiter().GetResult());
            source.Cancel();
            Assert.Throws<TaskCanceledException>(() => submitted.GetAwaiter().GetResult());
        });
        await Asyncio.Yield();
        Assert.True(task!.IsCanceled);
        Assert.Equal([Asyncio.CurrentTask!], Asyncio.AllTasks());

        async Coroutine WaitForEver()
        {
            task = Asyncio.CurrentTask;
            started.Set();
            await new Future();
        }
    });
}
