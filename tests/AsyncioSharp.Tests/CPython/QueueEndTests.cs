using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.CPython;

/// <summary>Join and shutdown, of each kind of queue.</summary>
public sealed class QueueEndTests
{
    [Theory]
    [InlineData("fifo")]
    [InlineData("lifo")]
    [InlineData("priority")]
    [CPythonTest("test_queues::_QueueJoinTestMixin.test_task_done_underflow")]
    [CPythonTest("test_queues::_QueueJoinTestMixin.test_join_empty_queue")]
    public void JoinOfANewQueueReturnsAndNothingIsToBeDone(string kind) => TestLoop.Run(async () =>
    {
        QueueBase<int> queue = QueueKind.Create(kind);
        Assert.Throws<InvalidOperationException>(queue.TaskDone);
        await queue.JoinAsync();
        await queue.JoinAsync();
    });

    [Theory]
    [InlineData("fifo")]
    [InlineData("lifo")]
    [InlineData("priority")]
    [CPythonTest("test_queues::_QueueJoinTestMixin.test_task_done")]
    public void JoinReturnsWhenTheWorkersAreDone(string kind) => TestLoop.Run(async () =>
    {
        QueueBase<int> queue = QueueKind.Create(kind);
        for (int i = 0; i < 100; i++)
        {
            queue.TryPut(i);
        }

        int sum = 0;
        bool running = true;

        async Coroutine Work()
        {
            while (running)
            {
                sum += await queue.GetAsync();
                queue.TaskDone();
            }
        }

        LoopTask[] workers = Crowd.Create(2, Work);
        await queue.JoinAsync();
        Assert.Equal(4950, sum);
        running = false;
        queue.TryPut(0);
        queue.TryPut(0);
        await Asyncio.Gather(workers);
    });

    [Theory]
    [InlineData("fifo")]
    [InlineData("lifo")]
    [InlineData("priority")]
    [CPythonTest("test_queues::_QueueJoinTestMixin.test_format")]
    [CPythonTest("test_queues::_QueueShutdownTestMixin.test_format")]
    public void TextShowsTheCapacityWhatIsUnfinishedAndTheShutdown(string kind)
    {
        QueueBase<int> queue = QueueKind.Create(kind);
        Assert.Contains("capacity=0 ", queue.ToString(), StringComparison.Ordinal);
        queue.TryPut(1);
        queue.TryPut(2);
        Assert.EndsWith("unfinished=2>", queue.ToString(), StringComparison.Ordinal);
        queue.Shutdown();
        Assert.EndsWith(" shutdown>", queue.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fifo")]
    [InlineData("lifo")]
    [InlineData("priority")]
    [CPythonTest("test_queues::_QueueShutdownTestMixin.test_shutdown_empty")]
    public void ShutdownOfAnEmptyQueueThrowsForWhoWaits(string kind) => TestLoop.Run(async () =>
    {
        QueueBase<int> queue = QueueKind.Create(kind);
        LoopTask getter = Asyncio.CreateTask(queue.GetAsync());
        await Asyncio.Yield();
        queue.Shutdown();
        Assert.True(queue.IsEmpty);
        await queue.JoinAsync();
        await Asyncio.Yield();
        Assert.True(getter.IsDone);
        await Thrown.By<QueueShutDownException>(async () => await getter);
        await AssertEnded(queue);
    });

    [Theory]
    [InlineData("fifo")]
    [InlineData("lifo")]
    [InlineData("priority")]
    [CPythonTest("test_queues::_QueueShutdownTestMixin.test_shutdown_nonempty")]
    public void ShutdownLeavesTheItemsToTheGetters(string kind) => TestLoop.Run(async () =>
    {
        QueueBase<int> queue = QueueKind.Create(kind, 1);
        queue.TryPut(7);
        LoopTask join = Asyncio.CreateTask(queue.JoinAsync());
        LoopTask putter = Asyncio.CreateTask(queue.PutAsync(8));
        await Asyncio.Yield();
        Assert.False(putter.IsDone);
        queue.Shutdown();
        Assert.Equal(1, queue.Count);
        await Asyncio.Yield();
        Assert.True(putter.IsDone);
        await Thrown.By<QueueShutDownException>(async () => await putter);
        Assert.Equal(7, await queue.GetAsync());
        await Asyncio.Yield();
        Assert.False(join.IsDone);
        await AssertEnded(queue);
        queue.TaskDone();
        await Asyncio.Yield();
        Assert.True(join.IsDone);
        await join;
        Assert.Throws<InvalidOperationException>(queue.TaskDone);
    });

    [Theory]
    [InlineData("fifo")]
    [InlineData("lifo")]
    [InlineData("priority")]
    [CPythonTest("test_queues::_QueueShutdownTestMixin.test_shutdown_immediate")]
    public void ImmediateShutdownCountsTheItemsAsDone(string kind) => TestLoop.Run(async () =>
    {
        QueueBase<int> queue = QueueKind.Create(kind);
        queue.TryPut(7);
        LoopTask join = Asyncio.CreateTask(queue.JoinAsync());
        queue.Shutdown(immediate: true);
        Assert.True(queue.IsEmpty);
        await Asyncio.Yield();
        Assert.True(join.IsDone);
        await join;
        await AssertEnded(queue);
        Assert.Throws<InvalidOperationException>(queue.TaskDone);
    });

    [Theory]
    [InlineData("fifo")]
    [InlineData("lifo")]
    [InlineData("priority")]
    [CPythonTest("test_queues::_QueueShutdownTestMixin.test_shutdown_immediate_with_unfinished")]
    public void ImmediateShutdownLeavesWhatWasTakenUnfinished(string kind) => TestLoop.Run(async () =>
    {
        QueueBase<int> queue = QueueKind.Create(kind);
        queue.TryPut(7);
        queue.TryPut(7);
        LoopTask join = Asyncio.CreateTask(queue.JoinAsync());
        Assert.Equal(7, await queue.GetAsync());
        queue.Shutdown(immediate: true);
        Assert.True(queue.IsEmpty);
        await Asyncio.Yield();
        Assert.False(join.IsDone);
        await AssertEnded(queue);
        queue.TaskDone();
        Assert.Throws<InvalidOperationException>(queue.TaskDone);
        await Asyncio.Yield();
        Assert.True(join.IsDone);
        await join;
    });

    private static async Coroutine AssertEnded(QueueBase<int> queue)
    {
        await Thrown.By<QueueShutDownException>(async () => await queue.PutAsync(1));
        await Thrown.By<QueueShutDownException>(async () => await queue.GetAsync());
        Assert.False(queue.TryPut(1));
        Assert.False(queue.TryGet(out _));
    }
}
