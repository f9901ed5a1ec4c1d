using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Net;

/// <summary>Awaits of tasks that the pool completes.</summary>
internal static class TaskForeign
{
    /// <summary>
    /// The least that this can cost a thread that is not the pool's: it hands a work item to the pool and blocks until the item has run.
    /// </summary>
    internal static Cost Blocking(int n)
    {
        var done = new SemaphoreSlim(0);
        var meter = Meter.StartAllThreads();
        for (int i = 0; i < n; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static done => done.Release(), done, preferLocal: false);
            done.Wait();
        }

        return meter.Stop();
    }

    internal static async Task<Cost> One(int n)
    {
        var meter = Meter.StartAllThreads();
        for (int i = 0; i < n; i++)
        {
            await PoolCompletion.Start();
        }

        return meter.Stop();
    }

    internal static async Task<Cost> Hundred(int n)
    {
        async Task Work()
        {
            for (int i = 0; i < n / 100; i++)
            {
                await PoolCompletion.Start();
            }
        }

        var meter = Meter.StartAllThreads();
        var workers = new Task[100];
        for (int i = 0; i < workers.Length; i++)
        {
            workers[i] = Work();
        }

        await Task.WhenAll(workers);
        return meter.Stop();
    }
}
