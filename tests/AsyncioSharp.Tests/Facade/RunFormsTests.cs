using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.Facade;

/// <summary>Everything that can be run: coroutines, tasks, functions of each kind, on this thread and on another.</summary>
public sealed class RunFormsTests
{
    private static RunOptions Options => new() { LoopFactory = TestLoop.Create, HandleInterrupt = false };

    [Fact]
    public void FunctionsOfEachKind()
    {
        Asyncio.Run(Kinds.C, Options);
        Asyncio.Run(Kinds.T, Options);
        Asyncio.Run(Kinds.V, Options);
        Assert.Equal(1, Asyncio.Run(Kinds.C1, Options));
        Assert.Equal(1, Asyncio.Run(Kinds.T1, Options));
        Assert.Equal(1, Asyncio.Run(Kinds.V1, Options));
        Assert.Equal(2, Asyncio.Run(static async () => 1 + await Kinds.C1(), Options));
        Assert.Equal(1, Asyncio.Run(static () => Kinds.T1(), Options));
    }

    [Fact]
    public void TasksThatWereStartedBefore()
    {
        Asyncio.Run(Task.CompletedTask, Options);
        Asyncio.Run(ValueTask.CompletedTask, Options);
        Assert.Equal(1, Asyncio.Run(Task.FromResult(1), Options));
        Assert.Equal(1, Asyncio.Run(new ValueTask<int>(1), Options));
        var error = new InvalidOperationException();
        Assert.Same(error, Assert.Throws<InvalidOperationException>(() => Asyncio.Run(Task.FromException(error), Options)));
    }

    [Fact]
    public void Runner_FunctionsOfEachKind()
    {
        using var runner = new AsyncioRunner(Options);
        runner.Run(Kinds.C);
        runner.Run(Kinds.T);
        runner.Run(Kinds.V);
        Assert.Equal(3, runner.Run(Kinds.C1) + runner.Run(Kinds.T1) + runner.Run(Kinds.V1));
    }

    // An async lambda is a coroutine, not a task: nothing of it is foreign to the loop, so its awaits need no iteration more.
    [Fact]
    public void AsyncLambdaIsACoroutine() => Asyncio.Run(
        static async () =>
        {
            Assert.Equal(nameof(RunFormsTests) + "." + nameof(AsyncLambdaIsACoroutine), Assert.Single(Asyncio.CurrentTask!.AwaitStack));
            await Asyncio.Yield();
        },
        Options);

    [Fact]
    public async Task RunAsync_IsATaskOfEachKind()
    {
        int here = Environment.CurrentManagedThreadId;
        await Asyncio.RunAsync(Kinds.C, Options);
        await Asyncio.RunAsync(Kinds.T, Options);
        await Asyncio.RunAsync(Kinds.V, Options);
        await Asyncio.RunAsync(Kinds.C(), Options);
        Assert.Equal(4, await Asyncio.RunAsync(Kinds.C1, Options) + await Asyncio.RunAsync(Kinds.T1, Options)
            + await Asyncio.RunAsync(Kinds.V1, Options) + await Asyncio.RunAsync(Kinds.C1(), Options));
        Assert.NotEqual(here, await Asyncio.RunAsync(static async () => Environment.CurrentManagedThreadId, Options));
    }

    [Fact]
    public async Task RunAsync_EndsAsMainDoes()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(static () => Asyncio.RunAsync(static async Coroutine () => throw new InvalidOperationException(), Options));
        Task canceled = Asyncio.RunAsync(static async () => { Asyncio.CurrentTask!.Cancel(); await Asyncio.Yield(); }, Options);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => canceled);
        Assert.True(canceled.IsCanceled);
    }

    [Fact]
    public async Task RunAsync_TokenCancelsMain()
    {
        using var source = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        bool cleanedUp = false;
        Task run = Asyncio.RunAsync(
            async () =>
            {
                started.SetResult();
                await Kinds.Endless(() => cleanedUp = true);
            },
            new RunOptions { HandleInterrupt = false, CancellationToken = source.Token });
        await started.Task;
        await source.CancelAsync();
        OperationCanceledException error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(source.Token, error.CancellationToken);
        Assert.True(cleanedUp);
    }

    [Fact]
    public void TokenThatWasTrippedBefore_MainNeverRuns()
    {
        bool ran = false;
        OperationCanceledException error = Assert.Throws<OperationCanceledException>(() => Asyncio.Run(
            async () =>
            {
                ran = true;
                await Asyncio.Yield();
            },
            Options with { CancellationToken = new CancellationToken(true) }));
        Assert.True(error.CancellationToken.IsCancellationRequested);
        Assert.False(ran);
    }

    [Fact]
    public void TokenOfARunThatIsOver_DoesNothing()
    {
        using var source = new CancellationTokenSource();
        using var runner = new AsyncioRunner(Options with { CancellationToken = source.Token });
        runner.Run(Kinds.C);
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => runner.Run(Kinds.C));
    }

    // Main may refuse: then the run ends as main does.
    [Fact]
    public void MainThatRefusesTheCancellation_ReturnsNormally()
    {
        using var source = new CancellationTokenSource();
        int result = Asyncio.Run(
            async () =>
            {
                source.Cancel();
                try
                {
                    await Asyncio.Sleep(1);
                    return 1;
                }
                catch (LoopCanceledException)
                {
                    return 2;
                }
            },
            Options with { CancellationToken = source.Token });
        Assert.Equal(2, result);
    }
}
