using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.Running;

/// <summary>Several runs on one loop.</summary>
public sealed class AsyncioRunnerTests
{
    private static RunOptions Options => new() { LoopFactory = TestLoop.Create, HandleInterrupt = false };

    [Fact]
    public void TasksLeftByOneRun_GoOnInTheNext()
    {
        using var runner = new AsyncioRunner(Options);
        LoopTask left = runner.Run(static async () =>
        {
            await Coroutine.Completed;
            return Asyncio.CreateTask(Asyncio.Sleep(1));
        });
        Assert.False(left.IsDone);
        runner.Run(static async () => await Asyncio.Sleep(2));
        Assert.True(left.IsDone);
    }

    [Fact]
    public void Close_CancelsWhatIsLeft_AndClosesTheLoop_Once()
    {
        var runner = new AsyncioRunner(Options);
        LoopTask left = runner.Run(static async () =>
        {
            await Coroutine.Completed;
            return Asyncio.CreateTask(Asyncio.Sleep(1));
        });
        EventLoop loop = runner.Loop;
        runner.Close();
        runner.Close();
        Assert.True(left.IsCanceled);
        Assert.True(loop.IsClosed);
        Assert.Equal("Runner is closed", Assert.Throws<InvalidOperationException>(() => runner.Loop).Message);
    }

    [Fact]
    public void Run_InsideOfALoop_Throws_AndClosesTheCoroutine()
    {
        using var runner = new AsyncioRunner(Options);
        TestLoop.Run(async () =>
        {
            Coroutine refused = Asyncio.Sleep(1);
            Assert.Equal("Runner.Run() cannot be called from a running event loop", Assert.Throws<InvalidOperationException>(() => runner.Run(refused)).Message);
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await refused);
        });
    }

    [Fact]
    public void ACloseWithoutARun_MakesNoLoop()
    {
        bool made = false;
        new AsyncioRunner(new RunOptions { LoopFactory = () => throw new InvalidOperationException($"{made = true}") }).Dispose();
        Assert.False(made);
    }
}
