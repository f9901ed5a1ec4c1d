using AsyncioSharp.Testing;
using AsyncioSharp.Tests.CPython;

namespace AsyncioSharp.Tests;

/// <summary>Functions on other threads, coroutines from other threads, tasks of the thread pool's world.</summary>
public sealed class ExecutorTests
{
    [Fact]
    public void RunInExecutor_RunsOnThePool_AndReturnsHere() => Asyncio.Run(static async () =>
    {
        int loopThread = Environment.CurrentManagedThreadId;
        int other = await Asyncio.RunningLoop.RunInExecutor(static () => Environment.CurrentManagedThreadId);
        Assert.NotEqual(loopThread, other);
        Assert.Equal(loopThread, Environment.CurrentManagedThreadId);
    });

    [Fact]
    public void RunInExecutor_TakesAScheduler() => Asyncio.Run(static async () =>
    {
        TaskScheduler scheduler = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        Assert.Same(scheduler, await Asyncio.RunningLoop.RunInExecutor(static () => TaskScheduler.Current, scheduler));
    });

    [Fact]
    public void RunInExecutor_CancellingTheFuture_TripsTheFunctionsToken() => Asyncio.Run(static async () =>
    {
        var tripped = new TaskCompletionSource();
        Future<int> future = Asyncio.RunningLoop.RunInExecutor(token =>
        {
            token.WaitHandle.WaitOne();
            tripped.SetResult();
            return 0;
        });
        future.Cancel();
        await tripped.Task;
        Assert.True(future.IsCanceled);
    });

    [Fact]
    [CPythonTest("test_base_events::BaseEventLoopTests.test_shutdown_default_executor_timeout")]
    public void ShutdownExecutor_RefusesNewFunctions_AndReportsThoseThatDoNotEnd()
    {
        var messages = new List<string>();
        using var release = new ManualResetEventSlim();
        Asyncio.Run(
            async () =>
            {
                EventLoop loop = Asyncio.RunningLoop;
                Future<int> running = loop.RunInExecutor(() =>
                {
                    release.Wait();
                    return 1;
                });
                await loop.ShutdownExecutorAsync(TimeSpan.FromMilliseconds(1));
                Assert.Throws<InvalidOperationException>(() => { loop.RunInExecutor(static () => 2); });
                release.Set();
                Assert.Equal(1, await running);
            },
            new RunOptions { HandleInterrupt = false, ExceptionHandler = (_, context) => messages.Add(context.Message) });
        Assert.StartsWith("The executor did not finish its functions within 0.001 seconds", Assert.Single(messages), StringComparison.Ordinal);
    }

    [Fact]
    public void SubmitThreadSafe_ReturnsResultsAndExceptionsToTheThread() => Asyncio.Run(static async () =>
    {
        EventLoop loop = Asyncio.RunningLoop;
        (int Result, Exception? Error) outcome = await Asyncio.ToThread(() =>
        {
            Exception? error = Record.Exception(() => loop.SubmitThreadSafe<int>(Fails).GetAwaiter().GetResult());
            return (loop.SubmitThreadSafe(Answers).GetAwaiter().GetResult(), error);
        });
        Assert.Equal(42, outcome.Result);
        Assert.IsType<ArgumentException>(outcome.Error);

        static async Coroutine<int> Answers()
        {
            await Asyncio.Yield();
            return 42;
        }

        static async Coroutine<int> Fails()
        {
            await Asyncio.Yield();
            throw new ArgumentException();
        }
    });

    [Fact]
    public void SubmitThreadSafe_TheTokenCancelsTheCoroutine() => Asyncio.Run(static async () =>
    {
        EventLoop loop = Asyncio.RunningLoop;
        var started = new TaskCompletionSource();
        var source = new CancellationTokenSource();
        Task task = loop.SubmitThreadSafe(
            async () =>
            {
                started.SetResult();
                await new Future();
            },
            source.Token);
        await started.Task;
        source.Cancel();
        await Assert.ThrowsAsync<TaskCanceledException>(() => task);
    });

    [Fact]
    public void AsTask_EndsAsTheFutureDoes() => TestLoop.Run(static async () =>
    {
        LoopTask<string> task = Asyncio.CreateTask(Asyncio.Sleep(1, "done"));
        Task<string> asTask = task.AsTask();
        Assert.Equal("done", await asTask);

        var failing = new Future<int>();
        Task<int> failed = failing.AsTask();
        failing.SetException(new ArgumentException());
        await Assert.ThrowsAsync<ArgumentException>(() => failed);

        var canceled = new Future();
        canceled.Cancel();
        Assert.True(canceled.AsTask().IsCanceled);
    });
}
