using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Micro;

/// <summary>Queues between two tasks.</summary>
internal static class Queues
{
    /// <summary>An item there and one back over two queues; per round trip.</summary>
    internal static async Coroutine<Cost> PingPong(int n)
    {
        var there = new AsyncQueue<int>();
        var back = new AsyncQueue<int>();

        async Coroutine Pong()
        {
            for (int i = 0; i < n; i++)
            {
                back.TryPut(await there.GetAsync());
            }
        }

        LoopTask pong = Asyncio.CreateTask(Pong());
        var meter = Meter.Start();
        for (int i = 0; i < n; i++)
        {
            there.TryPut(i);
            await back.GetAsync();
        }

        Cost cost = meter.Stop();
        await pong;
        return cost;
    }

    /// <summary>A producer and a consumer over a queue of 100; per item.</summary>
    internal static async Coroutine<Cost> Buffered(int n)
    {
        var queue = new AsyncQueue<int>(100);

        async Coroutine Produce()
        {
            for (int i = 0; i < n; i++)
            {
                await queue.PutAsync(i);
            }
        }

        async Coroutine Consume()
        {
            for (int i = 0; i < n; i++)
            {
                await queue.GetAsync();
            }
        }

        var meter = Meter.Start();
        await Asyncio.Gather(Produce(), Consume());
        return meter.Stop();
    }
}
