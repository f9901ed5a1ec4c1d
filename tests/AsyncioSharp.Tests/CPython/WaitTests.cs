using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.CPython;

/// <summary>Waiting for several tasks.</summary>
public sealed class WaitTests
{
    [Theory]
    [InlineData("list")]
    [InlineData("lazy")]
    [CPythonTest("test_tasks::BaseTaskTests.test_wait")]
    [CPythonTest("test_tasks::BaseTaskTests.test_wait_with_iterator_of_tasks")]
    public void WaitsForAllAndAgainAtOnce(string kind)
    {
        using EventLoop loop = TestLoop.Create();
        LoopTask a = loop.CreateTask(Asyncio.Sleep(0.1));
        LoopTask b = loop.CreateTask(Asyncio.Sleep(0.15));
        IEnumerable<LoopTask> lazy = new[] { b, a }.Where(static _ => true);
        for (int i = 0; i < 2; i++)
        {
            WaitResult<LoopTask> result = loop.RunUntilComplete(Asyncio.Wait<LoopTask>(kind == "list" ? [b, a] : [.. lazy]));
            Assert.Equal([a, b], result.Done.OrderBy(task => task == b));
            Assert.Empty(result.Pending);
            Assert.Equal(TimeSpan.FromSeconds(0.15), loop.Time);
        }
    }

    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_wait_generator")]
    public void WaitsForTasksThatAreMadeMeanwhile() => TestLoop.Run(static async () =>
    {
        static async Coroutine<int> Return(int value)
        {
            await Coroutine.Completed;
            return value;
        }

        WaitResult<LoopTask<int>> result = await Asyncio.Wait([.. Enumerable.Range(0, 10).Select(static i => Asyncio.CreateTask(Return(i)))]);
        Assert.Equal(10, result.Done.Count);
        Assert.Empty(result.Pending);
        Assert.Equal(45, result.Done.Sum(static task => task.Result));
    });

    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_wait_first_completed")]
    public void FirstCompletedLeavesTheOthersPending()
    {
        using EventLoop loop = TestLoop.Create();
        LoopTask a = loop.CreateTask(Asyncio.Sleep(10));
        LoopTask b = loop.CreateTask(Asyncio.Sleep(0.1));
        WaitResult<LoopTask> result = loop.RunUntilComplete(Asyncio.Wait([b, a], WaitMode.FirstCompleted));
        Assert.Equal([b], result.Done);
        Assert.Equal([a], result.Pending);
        Assert.False(a.IsDone);
        b.GetResult();
        Assert.Equal(TimeSpan.FromSeconds(0.1), loop.Time);
    }

    // The second task ends in the iteration in which the wait wakes: it is done, though nobody was told yet.
    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_wait_really_done")]
    public void TaskThatIsDoneWhenTheWaitWakesCountsAsDone()
    {
        static async Coroutine Yields(int count)
        {
            for (int i = 0; i < count; i++)
            {
                await Asyncio.Yield();
            }
        }

        using EventLoop loop = TestLoop.Create();
        LoopTask a = loop.CreateTask(Yields(1));
        LoopTask b = loop.CreateTask(Yields(2));
        WaitResult<LoopTask> result = loop.RunUntilComplete(Asyncio.Wait([b, a], WaitMode.FirstCompleted));
        Assert.Equal(2, result.Done.Count);
        Assert.Empty(result.Pending);
        Assert.True(a.IsDone);
        Assert.True(b.IsDone);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.01)]
    [CPythonTest("test_tasks::BaseTaskTests.test_wait_first_exception")]
    [CPythonTest("test_tasks::BaseTaskTests.test_wait_first_exception_in_wait")]
    public void FirstExceptionEndsTheWait(double after)
    {
        using EventLoop loop = TestLoop.Create();
        LoopTask a = loop.CreateTask(Asyncio.Sleep(10));
        LoopTask b = loop.CreateTask(FailAfter(after));
        WaitResult<LoopTask> result = loop.RunUntilComplete(Asyncio.Wait([b, a], WaitMode.FirstException));
        Assert.Equal([b], result.Done);
        Assert.Equal([a], result.Pending);
        Assert.Equal(TimeSpan.FromSeconds(after), loop.Time);
        Assert.IsType<DivideByZeroException>(b.Exception);
    }

    [Fact]
    [CPythonTest("test_tasks::BaseTaskTests.test_wait_with_exception")]
    public void WaitForAllThrowsNoException()
    {
        using EventLoop loop = TestLoop.Create();
        LoopTask a = loop.CreateTask(Asyncio.Sleep(0.1));
        LoopTask b = loop.CreateTask(FailAfter(0.15));
        for (int i = 0; i < 2; i++)
        {
            WaitResult<LoopTask> result = loop.RunUntilComplete(Asyncio.Wait([b, a]));
            Assert.Equal(2, result.Done.Count);
            Assert.Empty(result.Pending);
            Assert.Single(result.Done, static task => task.Exception is not null);
            Assert.Equal(TimeSpan.FromSeconds(0.15), loop.Time);
        }
    }

    // At 0.1 a task and the timeout are due together: the task counts as done.
    [Theory]
    [InlineData(0.11)]
    [InlineData(0.1)]
    [CPythonTest("test_tasks::BaseTaskTests.test_wait_with_timeout")]
    [CPythonTest("test_tasks::BaseTaskTests.test_wait_concurrent_complete")]
    public void TimeoutEndsTheWaitOnly(double timeout)
    {
        using EventLoop loop = TestLoop.Create();
        LoopTask a = loop.CreateTask(Asyncio.Sleep(0.1));
        LoopTask b = loop.CreateTask(Asyncio.Sleep(0.15));
        WaitResult<LoopTask> result = loop.RunUntilComplete(Asyncio.Wait([b, a], timeout: TimeSpan.FromSeconds(timeout)));
        Assert.Equal([a], result.Done);
        Assert.Equal([b], result.Pending);
        Assert.Equal(TimeSpan.FromSeconds(timeout), loop.Time);
        loop.RunUntilComplete(b);
        Assert.Equal(TimeSpan.FromSeconds(0.15), loop.Time);
    }

    private static async Coroutine FailAfter(double seconds)
    {
        if (seconds > 0)
        {
            await Asyncio.Sleep(seconds);
        }

        throw new DivideByZeroException();
    }
}
