using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Net;

/// <summary>Awaits of tasks that the pool completes.</summary>
internal static class TaskForeign
{
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
