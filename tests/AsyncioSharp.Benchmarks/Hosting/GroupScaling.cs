using System.Diagnostics;
using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Hosting;

/// <summary>The same work on one loop and on two.</summary>
internal static class GroupScaling
{
    private const int Keys = 64;
    private const int Switches = 20_000;

    internal static void Measure(RoundsTable table)
    {
        var one = new LoopGroup(1);
        var two = new LoopGroup(2);
        table.Compare("64 keys, 20,000 switches each", "ms", ("1 loop", () => Run(one)), ("2 loops", () => Run(two)));
        Task.WaitAll(one.StopAsync(), two.StopAsync());
    }

    private static double Run(LoopGroup group)
    {
        long start = Stopwatch.GetTimestamp();
        Task.WhenAll(Enumerable.Range(0, Keys).Select(key => group.For(key).RunAsync(Work))).GetAwaiter().GetResult();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static async Coroutine Work()
    {
        for (int i = 0; i < Switches; i++)
        {
            await Asyncio.Yield();
        }
    }
}
