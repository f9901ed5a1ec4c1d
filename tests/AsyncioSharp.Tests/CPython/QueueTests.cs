using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.CPython;

/// <summary>Put and get.</summary>
public sealed class QueueTests
{
    [Fact]
    [CPythonTest("test_queues::QueueBasicTests.test_str")]
    public void TextShowsWhoWaitsAndHowManyItemsThereAre() => TestLoop.Run(static async () =>
    {
        var queue = new AsyncQueue<int>(1);
        Assert.StartsWith("<AsyncQueue", queue.ToString(), StringComparison.Ordinal);
        LoopTask getter = Asyncio.CreateTask(queue.GetAsync());
        await Asyncio.Yield();
        Assert.Contains("getters=1", queue.ToString(), StringComparison.Ordinal);
        queue.TryPut(0);
        await getter;
        queue.TryPut(1);
        Assert.Contains("count=1 getters=0", queue.ToString(), StringComparison.Ordinal);
        LoopTask putter = Asyncio.CreateTask(queue.PutAsync(2));
        await Asyncio.Yield();
        Assert.Contains("putters=1", queue.ToString(), StringComparison.Ordinal);
        queue.TryGet(out _);
        await putter;
    });

    [Fact]
    [CPythonTest("test_queues::QueueBasicTests.test_empty")]
    [CPythonTest("test_queues::QueueBasicTests.test_full")]
    public void EmptyAndFull() => TestLoop.Run(static async () =>
    {
        var queue = new AsyncQueue<int>();
        Assert.True(queue.IsEmpty);
        Assert.False(queue.IsFull);
        await queue.PutAsync(1);
        Assert.False(queue.IsEmpty);
        Assert.Equal(1, await queue.GetAsync());
        Assert.True(queue.IsEmpty);
        var small = new AsyncQueue<int>(1);
        await small.PutAsync(1);
        Assert.True(small.IsFull);
    });

    [Theory]
    [InlineData("fifo", "1 3 2")]
    [InlineData("lifo", "2 3 1")]
    [InlineData("priority", "1 2 3")]
    [CPythonTest("test_queues::QueueBasicTests.test_order")]
    [CPythonTest("test_queues::LifoQueueTests.test_order")]
    [CPythonTest("test_queues::PriorityQueueTests.test_order")]
    public void EachKindHasItsOrder(string kind, string expected) => TestLoop.Run(async () =>
    {
        QueueBase<int> queue = QueueKind.Create(kind);
        foreach (int item in (int[])[1, 3, 2])
        {
            await queue.PutAsync(item);
        }

        Assert.Equal(expected, $"{await queue.GetAsync()} {await queue.GetAsync()} {await queue.GetAsync()}");
    });

    [Fact]
    [CPythonTest("test_queues::QueueBasicTests.test_maxsize")]
    public void PutWaitsAtTheCapacity() => TestLoop.Run(static async () =>
    {
        var queue = new AsyncQueue<int>(2);
        Assert.Equal(2, queue.Capacity);
        var put = new List<int>();

        async Coroutine Put()
        {
            for (int i = 0; i < 3; i++)
            {
                await queue.PutAsync(i);
                put.Add(i);
            }
        }

        LoopTask task = Asyncio.CreateTask(Put());
        await Asyncio.Yield();
        await Asyncio.Yield();
        Assert.Equal([0, 1], put);
        Assert.Equal(0, await queue.GetAsync());
        await Asyncio.Yield();
        Assert.Equal([0, 1, 2], put);
        Assert.Equal(1, await queue.GetAsync());
        Assert.Equal(2, await queue.GetAsync());
        Assert.True(task.IsDone);
    });

    [Fact]
    [CPythonTest("test_queues::QueueGetTests.test_nonblocking_get")]
    [CPythonTest("test_queues::QueuePutTests.test_nonblocking_put")]
    public void TryPutAndTryGetNeedNoLoop()
    {
        var queue = new AsyncQueue<int>();
        Assert.True(queue.TryPut(1));
        Assert.True(queue.TryGet(out int item));
        Assert.Equal(1, item);
    }

    [Fact]
    [CPythonTest("test_queues::QueueGetTests.test_blocking_get_wait")]
    public void GetWaitsForAPut() => TestLoop.Run(static async () =>
    {
        var queue = new AsyncQueue<int>();
        LoopTask<int> getter = Asyncio.CreateTask(queue.GetAsync());
        Asyncio.RunningLoop.CallLater(TimeSpan.FromMilliseconds(10), () => queue.TryPut(1));
        await Asyncio.Yield();
        Assert.False(getter.IsDone);
        Assert.Equal(1, await getter);
    });

    [Fact]
    [CPythonTest("test_queues::QueuePutTests.test_blocking_put_wait")]
    public void PutWaitsForAGet() => TestLoop.Run(static async () =>
    {
        var queue = new AsyncQueue<int>(1);
        bool finished = false;

        async Coroutine Put()
        {
            await queue.PutAsync(1);
            await queue.PutAsync(2);
            finished = true;
        }

        Asyncio.RunningLoop.CallLater(TimeSpan.FromMilliseconds(10), () => queue.TryGet(out _));
        LoopTask putter = Asyncio.CreateTask(Put());
        await Asyncio.Yield();
        Assert.False(finished);
        await putter;
        Assert.True(finished);
    });

    [Fact]
    [CPythonTest("test_queues::QueueGetTests.test_get_with_waiting_putters")]
    [CPythonTest("test_queues::QueuePutTests.test_put_cancelled")]
    public void PuttersThatHaveNotRunYetServeTheGetter() => TestLoop.Run(static async () =>
    {
        var queue = new AsyncQueue<string>(1);
        LoopTask[] putters = [Asyncio.CreateTask(queue.PutAsync("a")), Asyncio.CreateTask(queue.PutAsync("b"))];
        Assert.Equal("a", await queue.GetAsync());
        Assert.True(putters[0].IsDone);
        Assert.Equal("b", await queue.GetAsync());
        Assert.True(putters[1].IsDone);
    });

    [Fact]
    [CPythonTest("test_queues::QueuePutTests.test_put_with_waiting_getters")]
    public void WaitingGetterGetsThePutItem() => TestLoop.Run(static async () =>
    {
        var queue = new AsyncQueue<string>();
        LoopTask<string> getter = Asyncio.CreateTask(queue.GetAsync());
        await Asyncio.Yield();
        await queue.PutAsync("a");
        Assert.Equal("a", await getter);
    });

    [Fact]
    [CPythonTest("test_queues::QueueGetTests.test_why_are_getters_waiting")]
    public void ProducerAndConsumerOfASmallQueueEnd() => TestLoop.Run(static async () =>
    {
        var queue = new AsyncQueue<int>(1);
        var got = new List<int>();

        async Coroutine Produce()
        {
            for (int i = 0; i < 5; i++)
            {
                await queue.PutAsync(i);
            }
        }

        async Coroutine Consume()
        {
            for (int i = 0; i < 5; i++)
            {
                got.Add(await queue.GetAsync());
            }
        }

        await Asyncio.Gather(Produce(), Consume());
        Assert.Equal([0, 1, 2, 3, 4], got);
    });

    [Fact]
    [CPythonTest("test_queues::QueuePutTests.test_why_are_putters_waiting")]
    public void AllPuttersThatHaveRoomWakeUp() => TestLoop.Run(static async () =>
    {
        var queue = new AsyncQueue<int>(2);

        async Coroutine Get()
        {
            await Asyncio.Yield();
            for (int count = queue.Count; count > 0; count--)
            {
                Assert.True(queue.TryGet(out _));
            }
        }

        await Asyncio.Gather([Get(), .. Enumerable.Range(0, 4).Select(queue.PutAsync)]);
        Assert.Equal(2, queue.Count);
    });
}
