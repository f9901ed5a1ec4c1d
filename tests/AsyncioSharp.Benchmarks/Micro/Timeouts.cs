using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Micro;

/// <summary>Limits that are not reached.</summary>
internal static class Timeouts
{
    /// <summary>A block with a limit of a minute around one await; per block.</summary>
    internal static async Coroutine<Cost> TimeoutNoFire(int n)
    {
        var meter = Meter.Start();
        for (int i = 0; i < n; i++)
        {
            await Asyncio.Timeout(60, static async _ => await Noop.Run());
            if (i % 1000 == 0)
            {
                await Asyncio.Sleep(0);
            }
        }

        return meter.Stop();
    }

    /// <summary>One await with a limit of a minute.</summary>
    internal static async Coroutine<Cost> WaitForNoFire(int n)
    {
        var meter = Meter.Start();
        for (int i = 0; i < n; i++)
        {
            await Asyncio.WaitFor(Noop.Run(), 60);
            if (i % 1000 == 0)
            {
                await Asyncio.Sleep(0);
            }
        }

        return meter.Stop();
    }
}
