namespace AsyncioSharp.Tests.Facade;

/// <summary>Async functions on other threads: the await lasts as long as the work does.</summary>
public sealed class ThreadFormsTests
{
    private static readonly RunOptions s_options = new() { HandleInterrupt = false };

    [Fact]
    public void ToThread_AwaitsTheWholeFunction() => Asyncio.Run(
        static async () =>
        {
            bool ended = false;
            var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            LoopTask work = Asyncio.CreateTask(Asyncio.ToThread(async () =>
            {
                await gate.Task;
                ended = true;
            }));
            await Asyncio.Yield();
            Assert.False(work.IsDone);
            gate.SetResult();
            await work;
            Assert.True(ended);
            Assert.Equal(1, await Asyncio.ToThread(static async () =>
            {
                await Task.Yield();
                return 1;
            }));
            Assert.Equal(4, await Asyncio.ToThread(static () => Task.FromResult(1)) + await Asyncio.ToThread(static () => new ValueTask<int>(1))
                + await Asyncio.ToThread(static async token => 1) + await Asyncio.RunningLoop.RunInExecutor(static async () => 1));
            await Asyncio.ToThread(static () => ValueTask.CompletedTask);
            await Asyncio.RunningLoop.RunInExecutor(static async () => await Task.Yield());
        },
        s_options);

    [Fact]
    public void SynchronousFunctionsStayAsTheyWere() => Asyncio.Run(
        static async () =>
        {
            Assert.Equal(1, await Asyncio.ToThread(static () => 1));
            await Asyncio.ToThread(static () => { });
            Assert.Null(await Asyncio.ToThread<string?>(static () => null!));
            await Assert.ThrowsAsync<NotSupportedException>(async () => await Asyncio.ToThread(static () => throw new NotSupportedException()));
        },
        s_options);

    [Fact]
    public void ExceptionOfTheFunctionArrives() => Asyncio.Run(
        static async () =>
        {
            await Assert.ThrowsAsync<NotSupportedException>(async () => await Asyncio.ToThread(static async () =>
            {
                await Task.Yield();
                throw new NotSupportedException();
            }));
            await Assert.ThrowsAsync<NotSupportedException>(async () =>
                await Asyncio.ToThread((Func<Task>)(static () => throw new NotSupportedException())));
        },
        s_options);

    [Fact]
    public void CancelingTheAwaitTripsTheToken()
    {
        bool canceled = false;
        Asyncio.Run(
            async () =>
            {
                await Assert.ThrowsAsync<TimeoutException>(async () => await Asyncio.WaitFor(
                    Asyncio.ToThread(async token =>
                    {
                        try
                        {
                            await Task.Delay(Timeout.InfiniteTimeSpan, token);
                        }
                        catch (OperationCanceledException)
                        {
                            canceled = true;
                            throw;
                        }
                    }),
                    0.02));
            },
            s_options);

        // Run has waited for it.
        Assert.True(canceled);
    }

    [Fact]
    public void SubmitThreadSafe_TakesEachKind() => Asyncio.Run(
        static async () =>
        {
            EventLoop loop = Asyncio.RunningLoop;
            int here = Environment.CurrentManagedThreadId;
            Assert.Equal(3, await Asyncio.ToThread(async () =>
                await loop.SubmitThreadSafe(Kinds.C1) + await loop.SubmitThreadSafe(Kinds.T1) + await loop.SubmitThreadSafe(static async () => 1)));
            await Asyncio.ToThread(() => loop.SubmitThreadSafe(async Task () =>
            {
                await Asyncio.Yield();
                Assert.Equal(here, Environment.CurrentManagedThreadId);
            }));
        },
        s_options);
}
