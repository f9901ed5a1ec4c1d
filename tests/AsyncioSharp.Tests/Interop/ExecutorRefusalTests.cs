using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests;

/// <summary>A scheduler that refuses a function: the run does not wait for what never started.</summary>
public sealed class ExecutorRefusalTests
{
    [Fact]
    public void SchedulerThatRefuses_LeavesNothingToWaitFor() => TestLoop.Run(static async () =>
    {
        var pair = new ConcurrentExclusiveSchedulerPair();
        pair.Complete();
        Assert.Throws<TaskSchedulerException>(() => { Asyncio.RunningLoop.RunInExecutor(static () => 1, pair.ExclusiveScheduler); });
        Assert.Equal(2, await Asyncio.RunningLoop.RunInExecutor(static () => 2));
        Assert.False(Asyncio.RunningLoop.HasForeignWork);
    });
}
