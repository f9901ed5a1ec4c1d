using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Micro;

/// <summary>Timers that fire, and timers that do not.</summary>
internal static class Timers
{
    /// <summary>Timers with scattered delays below 1 ms, until all have fired; per timer.</summary>
    internal static async Coroutine<Cost> Fire(int n)
    {
        EventLoop loop = Asyncio.RunningLoop;
        Future done = loop.CreateFuture();
        int left = n;
        Action fire = () =>
        {
            if (--left == 0)
            {
                done.SetResult();
            }
        };

        uint x = 12345;
        var meter = Meter.Start();
        for (int i = 0; i < n; i++)
        {
            x = ((x * 1103515245) + 12345) & 0x7FFFFFFF;
            loop.CallLater(new TimeSpan(x % 1000 * TimeSpan.TicksPerMicrosecond), fire);
        }

        await done;
        return meter.Stop();
    }

    /// <summary>A timer and its cancellation; per pair. The loop turns now and then and may drop what was cancelled.</summary>
    internal static async Coroutine<Cost> CancelPair(int n)
    {
        EventLoop loop = Asyncio.RunningLoop;
        Action callback = Noop.Callback;
        var minute = TimeSpan.FromMinutes(1);
        var meter = Meter.Start();
        for (int i = 0; i < n; i++)
        {
            loop.CallLater(minute, callback).Cancel();
            if (i % 1000 == 0)
            {
                await Asyncio.Sleep(0);
            }
        }

        return meter.Stop();
    }

    /// <summary>Tasks that sleep 1 ms side by side; per task.</summary>
    internal static async Coroutine<Cost> SleepingTasks(int n)
    {
        var meter = Meter.Start();
        var sleepers = new Coroutine[n];
        for (int i = 0; i < n; i++)
        {
            sleepers[i] = Asyncio.Sleep(0.001);
        }

        await Asyncio.Gather(sleepers);
        return meter.Stop();
    }
}
