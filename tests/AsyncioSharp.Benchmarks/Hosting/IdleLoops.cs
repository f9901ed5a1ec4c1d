using System.Diagnostics;
using System.Globalization;
using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Hosting;

/// <summary>Ten thousand guest loops: what they keep, and one request to each.</summary>
internal static class IdleLoops
{
    private const int Count = 10_000;

    internal static void Measure(RoundsTable table)
    {
        LoopHost.OnThreadPool().StopAsync().GetAwaiter().GetResult();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        LoopHost[] hosts = [.. Enumerable.Range(0, Count).Select(static _ => LoopHost.OnThreadPool())];
        long fresh = GC.GetTotalMemory(forceFullCollection: true) - before;
        long start = Stopwatch.GetTimestamp();
        Task.WhenAll(hosts.Select(static host => host.RunAsync(One))).GetAwaiter().GetResult();
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        long used = GC.GetTotalMemory(forceFullCollection: true) - before;
        table.Add("idle loop", "guest, fresh", Bytes(fresh));
        table.Add("idle loop", "guest, after one request", Bytes(used));
        table.Add("10,000 loops, a request each", $"guests, {ThreadPool.ThreadCount} pool threads", took.TotalMilliseconds.ToString("N0", CultureInfo.InvariantCulture) + " ms");
        Task.WhenAll(hosts.Select(static host => host.StopAsync())).GetAwaiter().GetResult();
    }

    private static string Bytes(long total) => (total / Count).ToString("N0", CultureInfo.InvariantCulture) + " B";

    private static async Coroutine<int> One()
    {
        await Asyncio.Yield();
        return 1;
    }
}
