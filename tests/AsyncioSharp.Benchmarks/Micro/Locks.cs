using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Micro;

/// <summary>Locks and semaphores.</summary>
internal static class Locks
{
    /// <summary>Takes and releases a free lock.</summary>
    internal static async Coroutine<Cost> Uncontended(int n)
    {
        var gate = new AsyncLock();
        var meter = Meter.Start();
        for (int i = 0; i < n; i++)
        {
            using (await gate.AcquireAsync())
            {
            }
        }

        return meter.Stop();
    }

    /// <summary>100 tasks share a lock and sleep 0 while they hold it; per acquire.</summary>
    internal static async Coroutine<Cost> Contended(int n)
    {
        var gate = new AsyncLock();

        async Coroutine Work()
        {
            for (int i = 0; i < n / 100; i++)
            {
                using (await gate.AcquireAsync())
                {
                    await Asyncio.Sleep(0);
                }
            }
        }

        var meter = Meter.Start();
        var workers = new Coroutine[100];
        for (int i = 0; i < workers.Length; i++)
        {
            workers[i] = Work();
        }

        await Asyncio.Gather(workers);
        return meter.Stop();
    }

    /// <summary>1000 tasks share ten permits and sleep 0 while they hold one; per acquire.</summary>
    internal static async Coroutine<Cost> Semaphore10(int n)
    {
        var permits = new AsyncSemaphore(10);

        async Coroutine Work()
        {
            for (int i = 0; i < n / 1000; i++)
            {
                using (await permits.AcquireAsync())
                {
                    await Asyncio.Sleep(0);
                }
            }
        }

        var meter = Meter.Start();
        var workers = new Coroutine[1000];
        for (int i = 0; i < workers.Length; i++)
        {
            workers[i] = Work();
        }

        await Asyncio.Gather(workers);
        return meter.Stop();
    }
}
