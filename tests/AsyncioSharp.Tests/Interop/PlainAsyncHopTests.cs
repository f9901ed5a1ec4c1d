using static AsyncioSharp.Tests.Statements.Statement;

namespace AsyncioSharp.Tests;

/// <summary>A plain async method on the loop costs the iterations of its loop awaits and no more, as if it were a coroutine.</summary>
public sealed class PlainAsyncHopTests
{
    [Fact]
    public void EndOfAPlainAsyncMethodCostsNoIteration() => Check(
        static async t =>
        {
            static async Task<int> Plain()
            {
                await Asyncio.Sleep(0);
                return 1;
            }

            static async ValueTask<int> Outer() => await Plain() + 1;

            t.Log(await Plain());
            t.Log(await Outer());
        },
        "1@2", "2@3");

    [Fact]
    public void CoroutinesAndPlainMethodsMayAlternate() => Check(
        static async t =>
        {
            static async Coroutine<int> C(int depth) => depth == 0 ? await Asyncio.Sleep(0, 1) : await P(depth - 1) + 1;

            static async Task<int> P(int depth) => depth == 0 ? await Asyncio.Sleep(0, 1) : await C(depth - 1) + 1;

            t.Log(await C(20));
        },
        "21@2");

    [Fact]
    public void ReadingAQueueWithAwaitForeachCostsWhatGettingDoes() => Check(
        static async t =>
        {
            var queue = new AsyncQueue<int>();

            async Coroutine Read()
            {
                await foreach (int item in queue)
                {
                    t.Log(item);
                }

                t.Log("end");
            }

            LoopTask reader = Asyncio.CreateTask(Read());
            for (int i = 0; i < 2; i++)
            {
                await Asyncio.Sleep(0);
                queue.TryPut(i);
            }

            await Asyncio.Sleep(0);
            queue.Shutdown();
            await reader;
            t.Log("main");
        },
        "0@3", "1@4", "end@5", "main@6");

    // The method that ends is one task's, the await that it ends another's: that is a wake-up like any other.
    [Fact]
    public void AnotherTasksAwaitIsQueued() => Check(
        static async t =>
        {
            var done = new TaskCompletionSource();

            async Task Plain()
            {
                await Asyncio.Sleep(0);
                done.SetResult();
                t.Log("set");
            }

            async Coroutine Waiter()
            {
                await done.Task;
                t.Log("woken");
            }

            async Coroutine Setter() => await Plain();

            await Asyncio.Gather(Waiter(), Setter());
            t.Log("main");
        },
        "set@3", "woken@4", "main@6");
}
