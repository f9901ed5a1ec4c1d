using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Net;

/// <summary>Our side, where the micro benchmarks have no operation that the peers can do too.</summary>
internal static class LoopBodies
{
    /// <summary>Await of a coroutine that returns a number at once.</summary>
    internal static async Coroutine<Cost> AwaitResult(int n)
    {
        long sum = 0;
        var meter = Meter.StartAllThreads();
        for (int i = 0; i < n; i++)
        {
            sum += await Number(i);
        }

        Cost cost = meter.Stop();
        return sum == (long)n * (n - 1) / 2 ? cost : throw new InvalidOperationException("wrong sum");
    }

    /// <summary>Ten nested coroutines, of which the innermost yields; per chain.</summary>
    internal static async Coroutine<Cost> SuspendDeep10(int n)
    {
        var meter = Meter.StartAllThreads();
        for (int i = 0; i < n; i++)
        {
            await Deep(10);
        }

        return meter.Stop();
    }

    /// <summary>Two tasks that yield in turn; per switch.</summary>
    internal static Coroutine<Cost> SwitchTwo(int n) => Switch(2, n);

    /// <summary>1000 tasks that yield in turn; per switch.</summary>
    internal static Coroutine<Cost> SwitchThousand(int n) => Switch(1000, n);

    /// <summary>100 tasks share a lock and yield while they hold it; per acquire.</summary>
    internal static async Coroutine<Cost> LockContended(int n)
    {
        var gate = new AsyncLock();

        async Coroutine Work()
        {
            for (int i = 0; i < n / 100; i++)
            {
                using (await gate.AcquireAsync())
                {
                    await Asyncio.Yield();
                }
            }
        }

        var meter = Meter.StartAllThreads();
        await Together(100, Work);
        return meter.Stop();
    }

    /// <summary>One await of a task that the pool completes.</summary>
    internal static async Coroutine<Cost> ForeignAwait(int n)
    {
        var meter = Meter.StartAllThreads();
        for (int i = 0; i < n; i++)
        {
            await PoolCompletion.Start();
        }

        return meter.Stop();
    }

    /// <summary>The same in 100 tasks at once; per await.</summary>
    internal static async Coroutine<Cost> ForeignHundred(int n)
    {
        async Coroutine Work()
        {
            for (int i = 0; i < n / 100; i++)
            {
                await PoolCompletion.Start();
            }
        }

        var meter = Meter.StartAllThreads();
        await Together(100, Work);
        return meter.Stop();
    }

    private static async Coroutine<Cost> Switch(int tasks, int n)
    {
        async Coroutine Spin()
        {
            for (int i = 0; i < n / tasks; i++)
            {
                await Asyncio.Yield();
            }
        }

        var meter = Meter.StartAllThreads();
        await Together(tasks, Spin);
        return meter.Stop();
    }

#pragma warning disable CS1998 // A coroutine without an await is the point: it completes at once.
    private static async Coroutine<int> Number(int i) => i;
#pragma warning restore CS1998

    private static async Coroutine Deep(int n)
    {
        if (n > 1)
        {
            await Deep(n - 1);
        }
        else
        {
            await Asyncio.Yield();
        }
    }

    private static Future Together(int count, Func<Coroutine> body)
    {
        var coroutines = new Coroutine[count];
        for (int i = 0; i < count; i++)
        {
            coroutines[i] = body();
        }

        return Asyncio.Gather(coroutines);
    }
}
