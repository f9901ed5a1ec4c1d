using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Micro;

/// <summary>Waiters that something wakes.</summary>
internal static class Wakes
{
    /// <summary>Two tasks hand a pending future over to each other; per hand-over.</summary>
    internal static async Coroutine<Cost> FutureWake(int n)
    {
        EventLoop loop = Asyncio.RunningLoop;
        Future[] box = [loop.CreateFuture(), loop.CreateFuture()];

        async Coroutine WaitFirst()
        {
            for (int i = 0; i < n / 2; i++)
            {
                await box[0];
                box[0] = loop.CreateFuture();
                box[1].SetResult();
            }
        }

        async Coroutine WakeFirst()
        {
            for (int i = 0; i < n / 2; i++)
            {
                box[0].SetResult();
                await box[1];
                box[1] = loop.CreateFuture();
            }
        }

        var meter = Meter.Start();
        await Asyncio.Gather(WaitFirst(), WakeFirst());
        return meter.Stop();
    }

    /// <summary>1000 waiters on one event, from set to the last one's end; per waiter.</summary>
    internal static async Coroutine<Cost> EventBroadcast(int n)
    {
        var total = default(Cost);
        for (int batch = 0; batch < n / 1000; batch++)
        {
            var signal = new AsyncEvent();
            var tasks = new LoopTask[1000];
            for (int i = 0; i < tasks.Length; i++)
            {
                tasks[i] = Asyncio.CreateTask(signal.WaitAsync());
            }

            await Asyncio.Sleep(0);
            var meter = Meter.Start();
            signal.Set();
            await tasks[^1];
            total += meter.Stop();
        }

        return total;
    }
}
