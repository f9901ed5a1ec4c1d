using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Scale;

/// <summary>Timers with a callback, with scattered delays.</summary>
internal static class PendingTimers
{
    internal static async Coroutine<Cost> Time(int n)
    {
        Future done = Asyncio.RunningLoop.CreateFuture();
        int left = n;
        Action fire = () =>
        {
            if (--left == 0)
            {
                done.SetResult();
            }
        };

        var meter = Meter.Start();
        Start(n, TimeSpan.TicksPerMicrosecond, fire);
        await done;
        return meter.Stop();
    }

    internal static async Coroutine<long> Live(int n)
    {
        long before = LiveBytes.Count();
        TimerHandle[] handles = Start(n, TimeSpan.TicksPerMinute, static () => { });
        long bytes = LiveBytes.Count() - before;
        foreach (TimerHandle handle in handles)
        {
            handle.Cancel();
        }

        // The loop drops what was cancelled.
        await Asyncio.Yield();
        await Asyncio.Yield();
        return bytes;
    }

    private static TimerHandle[] Start(int n, long unit, Action callback)
    {
        EventLoop loop = Asyncio.RunningLoop;
        var handles = new TimerHandle[n];
        uint x = 12345;
        for (int i = 0; i < n; i++)
        {
            x = ((x * 1103515245) + 12345) & 0x7FFFFFFF;
            handles[i] = loop.CallLater(new TimeSpan((1 + (x % 1000)) * unit), callback);
        }

        return handles;
    }
}
