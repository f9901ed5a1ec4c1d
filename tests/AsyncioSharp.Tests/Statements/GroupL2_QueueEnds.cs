using AsyncioSharp.Tests.CPython;
using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests.Statements;

/// <summary>L, second half: join, the other orders, shutdown.</summary>
public sealed class GroupL2_QueueEnds
{
    // The message names our method.
    [Fact]
    public void S231_JoinReturnsWhenEveryItemIsDone() => Check(
        static async t =>
        {
            var queue = new AsyncQueue<int>();
            await queue.JoinAsync();
            t.Log("empty join");
            queue.TryPut(1);
            queue.TryPut(2);

            async Coroutine W()
            {
                for (int i = 0; i < 2; i++)
                {
                    await queue.GetAsync();
                    await Asyncio.Sleep(1);
                    queue.TaskDone();
                }
            }

            LoopTask worker = Asyncio.CreateTask(W());
            await queue.JoinAsync();
            t.Log("joined");
            t.Log(Assert.Throws<InvalidOperationException>(queue.TaskDone).Message);
            await worker;
        },
        "empty join@1", "joined@7/2", "TaskDone() called too many times@7/2");

    [Fact]
    public void S232_PutDuringJoinProlongsIt() => Check(
        static async t =>
        {
            var queue = new AsyncQueue<int>();
            queue.TryPut(1);

            async Coroutine W()
            {
                await queue.GetAsync();
                queue.TryPut(2);
                queue.TaskDone();
                await Asyncio.Sleep(3);
                await queue.GetAsync();
                queue.TaskDone();
            }

            LoopTask worker = Asyncio.CreateTask(W());
            await queue.JoinAsync();
            t.Log("joined");
            await worker;
        },
        "joined@5/3");

    [Fact]
    public void S233_JoinDoesNotLookAgain() => Check(
        static async t =>
        {
            var queue = new AsyncQueue<int>();
            queue.TryPut(1);
            LoopTask join = Asyncio.CreateTask(queue.JoinAsync());
            await Asyncio.Sleep(0);
            queue.TryGet(out _);
            queue.TaskDone();
            queue.TryPut(2);
            await Asyncio.Sleep(0);
            t.Log("join done", join.IsDone, queue.Count);
        },
        "join done True 1@3");

    [Fact]
    [CPythonTest("test_queues::PriorityQueueTests.test_order")]
    public void S234_LowestFirstAndTiesByTheItemsThemselves() => Check(
        static async t =>
        {
            await Coroutine.Completed;
            var queue = new AsyncPriorityQueue<(int Priority, string Item)>();
            queue.TryPut((2, "b"));
            queue.TryPut((1, "z"));
            queue.TryPut((1, "a"));
            t.Log($"['{string.Join("', '", Drain(queue).Select(static x => x.Item))}']");
        },
        "['a', 'z', 'b']@1");

    [Fact]
    [CPythonTest("test_queues::LifoQueueTests.test_order")]
    public void S235_LatestFirst() => Check(
        static async t =>
        {
            await Coroutine.Completed;
            var queue = new AsyncLifoQueue<string>();
            queue.TryPut("a");
            queue.TryPut("b");
            queue.TryPut("c");
            t.Log(string.Concat(Drain(queue)));
        },
        "cba@1");

    [Fact]
    public void S236_ShutdownDrainsAndThenThrows() => Check(
        static async t =>
        {
            var queue = new AsyncQueue<int>(1);
            queue.TryPut(1);

            async Coroutine P()
            {
                try
                {
                    await queue.PutAsync(2);
                }
                catch (QueueShutDownException)
                {
                    t.Log("putter QSD");
                }
            }

            LoopTask putter = Asyncio.CreateTask(P());
            await Asyncio.Sleep(0);
            queue.Shutdown();
            await putter;
            t.Log("get", await queue.GetAsync());
            try
            {
                await queue.GetAsync();
            }
            catch (QueueShutDownException)
            {
                t.Log("QSD");
            }

            try
            {
                await queue.PutAsync(1);
            }
            catch (QueueShutDownException)
            {
                t.Log("QSD");
            }
        },
        "putter QSD@3", "get 1@4", "QSD@4", "QSD@4");

    [Fact]
    public void S237_ImmediateShutdownDropsItemsAndReleasesJoin() => Check(
        static async t =>
        {
            var queue = new AsyncQueue<int>();
            queue.TryPut(1);
            LoopTask join = Asyncio.CreateTask(queue.JoinAsync());
            await Asyncio.Sleep(0);
            queue.Shutdown(immediate: true);
            await join;
            t.Log("joined", queue.Count);
            t.Log(queue.TryGet(out _), queue.IsShutDown);
        },
        "joined 0@4", "False True@4");

    private static List<T> Drain<T>(QueueBase<T> queue)
    {
        var items = new List<T>();
        while (queue.TryGet(out T? item))
        {
            items.Add(item);
        }

        return items;
    }
}
