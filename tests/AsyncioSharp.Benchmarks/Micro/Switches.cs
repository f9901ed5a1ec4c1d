using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Micro;

/// <summary>Ways through the ready queue.</summary>
internal static class Switches
{
    /// <summary>One sleep of 0 in a single task: an iteration of the loop.</summary>
    internal static async Coroutine<Cost> Sleep0(int n)
    {
        var meter = Meter.Start();
        for (int i = 0; i < n; i++)
        {
            await Asyncio.Sleep(0);
        }

        return meter.Stop();
    }

    /// <summary>Two tasks that sleep 0 in turn; per switch.</summary>
    internal static async Coroutine<Cost> TwoTasks(int n)
    {
        var meter = Meter.Start();
        await Asyncio.Gather(Spin(n / 2), Spin(n / 2));
        return meter.Stop();
    }

    /// <summary>1000 tasks that sleep 0; per switch.</summary>
    internal static async Coroutine<Cost> ThousandTasks(int n)
    {
        var meter = Meter.Start();
        var spins = new Coroutine[1000];
        for (int i = 0; i < spins.Length; i++)
        {
            spins[i] = Spin(n / spins.Length);
        }

        await Asyncio.Gather(spins);
        return meter.Stop();
    }

    /// <summary>A plain callback, in batches of 1000; per call.</summary>
    internal static async Coroutine<Cost> CallSoon(int n)
    {
        EventLoop loop = Asyncio.RunningLoop;
        Action callback = Noop.Callback;
        var meter = Meter.Start();
        for (int batch = 0; batch < n / 1000; batch++)
        {
            for (int i = 0; i < 1000; i++)
            {
                loop.CallSoon(callback);
            }

            await Asyncio.Sleep(0);
        }

        return meter.Stop();
    }

    private static async Coroutine Spin(int n)
    {
        for (int i = 0; i < n; i++)
        {
            await Asyncio.Sleep(0);
        }
    }
}
