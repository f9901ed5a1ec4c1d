using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.Synchronization;

/// <summary><c>WithCancellation</c> on what can be enumerated: the token ends a wait that is pending, and nothing gets lost.</summary>
public sealed class EnumerationTokenTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Queue_TokenEndsThePendingWait(bool onAnotherThread) => TestLoop.Run(async () =>
    {
        var queue = new AsyncQueue<int>();
        using var source = new CancellationTokenSource();
        queue.TryPut(1);
        var log = new List<string>();
        LoopTask task = Asyncio.CreateTask(Consume(queue, source.Token, log));
        await Asyncio.Sleep(1);
        Trip(source, onAnotherThread);
        await Asyncio.Wait([task]);
        Assert.Equal(["1", "OperationCanceledException True"], log);
        queue.TryPut(2);
        Assert.Equal(2, await queue.GetAsync());
    });

    [Fact]
    public void Queue_ItemThatHasCome_IsTakenBeforeTheTokenCounts() => TestLoop.Run(static async () =>
    {
        var queue = new AsyncQueue<int>();
        using var source = new CancellationTokenSource();
        var log = new List<string>();
        LoopTask task = Asyncio.CreateTask(Consume(queue, source.Token, log));
        await Asyncio.Sleep(1);
        queue.TryPut(1);
        source.Cancel();
        await Asyncio.Wait([task]);
        Assert.Equal(["1", "OperationCanceledException True"], log);
    });

    [Fact]
    public void Queue_CancelOfTheTaskWinsOverTheToken() => TestLoop.Run(static async () =>
    {
        var queue = new AsyncQueue<int>();
        using var source = new CancellationTokenSource();
        LoopTask task = Asyncio.CreateTask(Consume(queue, source.Token, []));
        await Asyncio.Sleep(1);
        source.Cancel();
        task.Cancel();
        await Asyncio.Wait([task]);
        Assert.True(task.IsCanceled);
    });

    [Fact]
    public void Queue_TokenThatIsTrippedAfterwards_DisturbsNobody() => TestLoop.Run(static async () =>
    {
        var queue = new AsyncQueue<int>();
        using var source = new CancellationTokenSource();
        LoopTask first = Asyncio.CreateTask(TakeOne());
        await Asyncio.Sleep(1);
        queue.TryPut(1);
        await first;
        LoopTask<int> second = Asyncio.CreateTask(queue.GetAsync());
        await Asyncio.Sleep(1);
        source.Cancel();
        await Asyncio.Sleep(1);
        queue.TryPut(2);
        Assert.Equal(2, await second);

        async Coroutine TakeOne()
        {
            await foreach (int _ in queue.WithCancellation(source.Token))
            {
                break;
            }
        }
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sequence_TokenEndsThePendingWait_AndALaterOneGoesOn(bool onAnotherThread) => TestLoop.Run(async () =>
    {
        var future = new Future<int>();
        using var source = new CancellationTokenSource();
        CompletionSequence<int> sequence = Asyncio.AsCompleted([future]);

        async Coroutine Consume(CancellationToken token)
        {
            var items = sequence.GetAsyncEnumerator(token);
            Assert.True(await items.MoveNextAsync());
            Assert.Same(future, items.Current);
            Assert.False(await items.MoveNextAsync());
        }

        LoopTask task = Asyncio.CreateTask(Consume(source.Token));
        await Asyncio.Sleep(1);
        Trip(source, onAnotherThread);
        await Asyncio.Wait([task]);
        Assert.Equal(source.Token, Assert.IsType<OperationCanceledException>(task.Exception).CancellationToken);
        future.SetResult(1);
        await Consume(CancellationToken.None);
    });

    [Fact]
    public void TryMembers_NeverThrowForAQueueThatWasShutDown() => TestLoop.Run(static async () =>
    {
        await Coroutine.Completed;
        foreach (QueueBase<int> queue in (QueueBase<int>[])[new AsyncQueue<int>(), new AsyncLifoQueue<int>(), new AsyncPriorityQueue<int>()])
        {
            queue.TryPut(1);
            queue.Shutdown();
            Assert.False(queue.TryPut(2));
            Assert.True(queue.TryGet(out int item));
            Assert.Equal(1, item);
            Assert.False(queue.TryGet(out _));
            Assert.True(queue.IsShutDown);
        }
    });

    [Fact]
    public void FramesSayTheirQueuesName() => TestLoop.Run(static async () =>
    {
        foreach (QueueBase<int> queue in (QueueBase<int>[])[new AsyncQueue<int>(1), new AsyncLifoQueue<int>(1), new AsyncPriorityQueue<int>(1)])
        {
            string name = queue.GetType().Name.Split('`')[0];
            LoopTask get = Asyncio.CreateTask(queue.GetAsync());
            await Asyncio.Yield();
            Assert.Equal([$"{name}.GetAsync"], get.AwaitStack);
            queue.TryPut(1);
            await get;
            queue.TryPut(2);
            LoopTask put = Asyncio.CreateTask(queue.PutAsync(3));
            await Asyncio.Yield();
            Assert.Equal([$"{name}.PutAsync"], put.AwaitStack);
            queue.TryGet(out _);
            await put;
        }
    });

    private static void Trip(CancellationTokenSource source, bool onAnotherThread)
    {
        if (onAnotherThread)
        {
            Assert.Null(Survivor.Elsewhere(source.Cancel));
        }
        else
        {
            source.Cancel();
        }
    }

    private static async Coroutine Consume(AsyncQueue<int> queue, CancellationToken token, List<string> log)
    {
        try
        {
            await foreach (int item in queue.WithCancellation(token))
            {
                log.Add($"{item}");
            }
        }
        catch (OperationCanceledException e) when (e is not LoopCanceledException)
        {
            log.Add($"{e.GetType().Name} {e.CancellationToken == token}");
        }
    }
}
