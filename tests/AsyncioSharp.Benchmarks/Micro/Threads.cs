using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Micro;

/// <summary>Other threads. The bytes are those of the loop's thread.</summary>
internal static class Threads
{
    /// <summary>Another thread wakes the blocked loop; a round trip.</summary>
    internal static async Coroutine<Cost> WakeRoundTrip(int n)
    {
        EventLoop loop = Asyncio.RunningLoop;
        using var go = new SemaphoreSlim(0);
        bool stop = false;
        Future? wake = null;

        void Other()
        {
            while (true)
            {
                go.Wait();
                if (stop)
                {
                    return;
                }

                loop.CallSoonThreadSafe(wake!.SetResult);
            }
        }

        var thread = new Thread(Other);
        thread.Start();
        var meter = Meter.Start();
        for (int i = 0; i < n; i++)
        {
            wake = loop.CreateFuture();
            go.Release();
            await wake;
        }

        Cost cost = meter.Stop();
        stop = true;
        go.Release();
        thread.Join();
        return cost;
    }

    /// <summary>Another thread posts callbacks, until all have run; per call.</summary>
    internal static async Coroutine<Cost> Burst(int n)
    {
        EventLoop loop = Asyncio.RunningLoop;
        Future done = loop.CreateFuture();
        int left = n;
        Action one = () =>
        {
            if (--left == 0)
            {
                done.SetResult();
            }
        };

        void Other()
        {
            for (int i = 0; i < n; i++)
            {
                loop.CallSoonThreadSafe(one);
            }
        }

        var meter = Meter.Start();
        var thread = new Thread(Other);
        thread.Start();
        await done;
        Cost cost = meter.Stop();
        thread.Join();
        return cost;
    }

    /// <summary>An empty function on a worker thread, awaited.</summary>
    internal static async Coroutine<Cost> ToThread(int n)
    {
        Action function = Noop.Callback;
        var meter = Meter.Start();
        for (int i = 0; i < n; i++)
        {
            await Asyncio.ToThread(function);
        }

        return meter.Stop();
    }
}
