using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Scale;

/// <summary>Tasks that wait for an item of one queue.</summary>
internal static class QueueWaiters
{
    internal static async Coroutine<Cost> Time(int n)
    {
        var queue = new AsyncQueue<int>();
        var meter = Meter.Start();
        LoopTask<int>[] tasks = await Start(queue, n);
        await Finish(queue, tasks);
        return meter.Stop();
    }

    internal static async Coroutine<long> Live(int n)
    {
        var queue = new AsyncQueue<int>();
        long before = LiveBytes.Count();
        LoopTask<int>[] tasks = await Start(queue, n);
        long bytes = LiveBytes.Count() - before;
        await Finish(queue, tasks);
        return bytes;
    }

    private static async Coroutine<LoopTask<int>[]> Start(AsyncQueue<int> queue, int n)
    {
        var tasks = new LoopTask<int>[n];
        for (int i = 0; i < n; i++)
        {
            tasks[i] = Asyncio.CreateTask(queue.GetAsync());
        }

        await Asyncio.Yield();
        return tasks;
    }

    private static async Coroutine Finish(AsyncQueue<int> queue, LoopTask<int>[] tasks)
    {
        for (int i = 0; i < tasks.Length; i++)
        {
            queue.TryPut(i);
        }

        await Asyncio.Gather(tasks);
    }
}
