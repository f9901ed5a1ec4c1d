using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests;

/// <summary>How something ended: the exception of what was cancelled is made when somebody asks for it.</summary>
public sealed class OutcomeTests
{
    [Fact]
    public void OfACancelledTask_TheExceptionHasTheMessage_AndIsTheSameEachTime() => TestLoop.Run(static async () =>
    {
        LoopTask task = Asyncio.CreateTask(Asyncio.Sleep(10));
        await Asyncio.Sleep(0);
        task.Cancel("enough");

        Outcome outcome = (await Asyncio.GatherSettled(task))[0];
        Assert.True(outcome.IsCanceled);
        Assert.False(outcome.IsSuccess);
        LoopCanceledException exception = Assert.IsType<LoopCanceledException>(outcome.Exception);
        Assert.Equal("enough", exception.CancelMessage);
        Assert.Same(exception, outcome.Exception);
    });

    [Fact]
    public void OfACancelledTaskWithAResult_TheResultThrows() => TestLoop.Run(static async () =>
    {
        LoopTask<int> task = Asyncio.CreateTask(Asyncio.Sleep(10, 1));
        await Asyncio.Sleep(0);
        task.Cancel("enough");

        Outcome<int> outcome = (await Asyncio.GatherSettled(task))[0];
        Assert.True(outcome.IsCanceled);
        LoopCanceledException exception = Assert.Throws<LoopCanceledException>(() => outcome.Result);
        Assert.Equal("enough", exception.CancelMessage);
        Assert.Same(exception, outcome.Exception);
        Assert.Equal("LoopCanceledException: enough", outcome.ToString());
    });

    [Fact]
    public void AfterTheOutcome_TheTaskThrowsStill() => TestLoop.Run(static async () =>
    {
        LoopTask task = Asyncio.CreateTask(Asyncio.Sleep(10));
        await Asyncio.Sleep(0);
        task.Cancel("enough");
        await Asyncio.GatherSettled(task);

        for (int i = 0; i < 2; i++)
        {
            LoopCanceledException exception = await Assert.ThrowsAsync<LoopCanceledException>(async () => await task);
            Assert.Equal("enough", exception.CancelMessage);
        }
    });

    [Fact]
    public void OfAnError_ItIsTheError() => TestLoop.Run(static async () =>
    {
        var error = new FormatException();
        Future<int> failed = Asyncio.RunningLoop.CreateFuture<int>();
        failed.SetException(error);

        Outcome<int> outcome = (await Asyncio.GatherSettled<int>(failed))[0];
        Assert.Same(error, outcome.Exception);
        Assert.False(outcome.IsCanceled);
        Assert.Equal(new Outcome(error), new Outcome(error));
    });
}
