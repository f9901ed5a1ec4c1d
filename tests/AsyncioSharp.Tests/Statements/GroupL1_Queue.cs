using AsyncioSharp.Tests.CPython;
using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>L, first half: the FIFO queue.</summary>
public sealed class GroupL1_Queue
{
    [Fact]
    [CPythonTest("test_queues::QueueGetTests.test_blocking_get")]
    [CPythonTest("test_queues::QueuePutTests.test_blocking_put")]
    public void S222_PutAndGetThatNeedNotWaitCostNothing() => Check(
        static async t =>
        {
            var queue = new AsyncQueue<int>();
            t.Log("a");
            await queue.PutAsync(1);
            t.Log(await queue.GetAsync());
        },
        "a@1", "1@1");

    [Fact]
    public void S223_PutWakesTheGettersInOrder() => Check(
        static async t =>
        {
            var queue = new AsyncQueue<int>();
            LoopTask[] tasks = Tasks(label => Get(t, queue, label), "a", "b");
            await Asyncio.Sleep(0);
            queue.TryPut(1);
            queue.TryPut(2);
            t.Log("put");
            await Asyncio.Wait(tasks);
        },
        "put@2", "a 1@3", "b 2@3");

    [Fact]
    public void S224_WokenGetterLooksAgainAndQueuesAtTheEnd() => Check(
        static async t =>
        {
            var queue = new AsyncQueue<int>();
            LoopTask a = Asyncio.CreateTask(Get(t, queue, "a"));
            await Asyncio.Sleep(0);
            LoopTask b = Asyncio.CreateTask(Get(t, queue, "b"));
            await Asyncio.Sleep(0);
            queue.TryPut(1);
            Assert.True(queue.TryGet(out int stolen));
            t.Log("stolen", stolen);
            await Asyncio.Sleep(0);
            queue.TryPut(2);
            queue.TryPut(3);
            await Asyncio.Wait([a, b]);
        },
        "stolen 1@3", "b 2@5", "a 3@5");

    [Fact]
    public void S225_RunningTaskMayTakeTheItemBeforeTheWokenGetter() => Check(
        static async t =>
        {
            var queue = new AsyncQueue<int>();
            LoopTask a = Asyncio.CreateTask(Get(t, queue, "a"));
            await Asyncio.Sleep(0);
            queue.TryPut(1);
            t.Log("main", await queue.GetAsync());
            queue.TryPut(2);
            await a;
        },
        "main 1@2", "a 2@3");

    [Fact]
    [CPythonTest("test_queues::QueueGetTests.test_get_with_putters")]
    public void S226_GetWakesThePutterOfAFullQueue() => Check(
        static async t =>
        {
            var queue = new AsyncQueue<int>(1);
            LoopTask[] tasks = [.. new[] { 1, 2, 3 }.Select(item => Asyncio.CreateTask(Put(t, queue, item)))];
            await Asyncio.Sleep(0);
            foreach (LoopTask _ in tasks)
            {
                t.Log("got", await queue.GetAsync());
                await Asyncio.Sleep(0);
            }
        },
        "put 1@2", "got 1@2", "put 2@3", "got 2@3", "put 3@4", "got 3@4");

    // Python throws QueueEmpty and QueueFull; ours return false.
    [Fact]
    [CPythonTest("test_queues::QueueGetTests.test_nonblocking_get_exception")]
    [CPythonTest("test_queues::QueuePutTests.test_nonblocking_put_exception")]
    public void S227_TryGetOnEmptyAndTryPutOnFullReturnFalse() => Check(
        static async t =>
        {
            await Coroutine.Completed;
            var queue = new AsyncQueue<int>(1);
            if (!queue.TryGet(out _))
            {
                t.Log("empty");
            }

            Assert.True(queue.TryPut(1));
            if (!queue.TryPut(2))
            {
                t.Log("full");
            }
        },
        "empty@1", "full@1");

    [Fact]
    public void S228_NoCapacityMeansNoLimit() => Check(
        static async t =>
        {
            await Coroutine.Completed;
            var queue = new AsyncQueue<int>(-1);
            for (int i = 0; i < 100; i++)
            {
                queue.TryPut(i);
            }

            t.Log(queue.IsFull, queue.Count);
        },
        "False 100@1");

    [Fact]
    public void S229_CancelledGetterPassesItsWakeUpOn() => Check(
        static async t =>
        {
            var queue = new AsyncQueue<int>();
            LoopTask[] tasks = Tasks(label => Get(t, queue, label), "a", "b");
            await Asyncio.Sleep(0);
            queue.TryPut(1);
            tasks[0].Cancel();
            await Asyncio.Wait(tasks);
            t.Log(tasks[0].IsCanceled);
        },
        "b 1@4", "True@6");

    [Fact]
    public void S230_CancelledPutterPutsNothingAndPassesItsWakeUpOn() => Check(
        static async t =>
        {
            var queue = new AsyncQueue<int>(1);
            queue.TryPut(0);
            LoopTask a = Asyncio.CreateTask(Put(t, queue, 1));
            LoopTask b = Asyncio.CreateTask(Put(t, queue, 2));
            await Asyncio.Sleep(0);
            queue.TryGet(out _);
            a.Cancel();
            await Asyncio.Wait([a, b]);
            queue.TryGet(out int item);
            t.Log(item, queue.Count);
        },
        "put 2@4", "2 0@6");

    [Fact]
    public void S238_HandOverCostsOneIterationEachWay() => Check(
        static async t =>
        {
            var a = new AsyncQueue<int>();
            var b = new AsyncQueue<int>();

            async Coroutine Pong()
            {
                for (int i = 0; i < 2; i++)
                {
                    await a.GetAsync();
                    b.TryPut(0);
                }
            }

            LoopTask pong = Asyncio.CreateTask(Pong());
            for (int i = 0; i < 2; i++)
            {
                a.TryPut(0);
                await b.GetAsync();
                t.Log("rt");
            }

            Assert.True(pong.IsDone);
        },
        "rt@3", "rt@5");

    private static async Coroutine Get(Trace trace, AsyncQueue<int> queue, string label) => trace.Log(label, await queue.GetAsync());

    private static async Coroutine Put(Trace trace, AsyncQueue<int> queue, int item)
    {
        await queue.PutAsync(item);
        trace.Log("put", item);
    }
}
