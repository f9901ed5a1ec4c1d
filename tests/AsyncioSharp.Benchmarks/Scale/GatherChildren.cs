using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Scale;

/// <summary>Children of one gather: tasks that wait for an event.</summary>
internal static class GatherChildren
{
    internal static async Coroutine<Cost> Time(int n)
    {
        var signal = new AsyncEvent();
        var meter = Meter.Start();
        Future all = Start(signal, n);
        await Asyncio.Yield();
        signal.Set();
        await all;
        return meter.Stop();
    }

    internal static async Coroutine<long> Live(int n)
    {
        var signal = new AsyncEvent();
        long before = LiveBytes.Count();
        Future all = Start(signal, n);
        await Asyncio.Yield();
        long bytes = LiveBytes.Count() - before;
        signal.Set();
        await all;
        return bytes;
    }

    private static Future Start(AsyncEvent signal, int n)
    {
        var children = new Coroutine[n];
        for (int i = 0; i < n; i++)
        {
            children[i] = signal.WaitAsync();
        }

        return Asyncio.Gather(children);
    }
}
