using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Net;

/// <summary><see cref="SemaphoreSlim"/> as the lock.</summary>
internal static class TaskLocks
{
    internal static async Task<Cost> Uncontended(int n)
    {
        using var gate = new SemaphoreSlim(1);
        var meter = Meter.StartAllThreads();
        for (int i = 0; i < n; i++)
        {
            await gate.WaitAsync();
            gate.Release();
        }

        return meter.Stop();
    }

    internal static async Task<Cost> Contended(int n)
    {
        using var gate = new SemaphoreSlim(1);

        async Task Work()
        {
            for (int i = 0; i < n / 100; i++)
            {
                await gate.WaitAsync();
                try
                {
                    await Task.Yield();
                }
                finally
                {
                    gate.Release();
                }
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
