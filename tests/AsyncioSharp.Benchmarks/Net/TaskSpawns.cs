using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Net;

/// <summary>Work that starts later, not inside the call.</summary>
internal static class TaskSpawns
{
    /// <summary>Work for the pool, awaited.</summary>
    internal static async Task<Cost> RunAwait(int n)
    {
        var meter = Meter.StartAllThreads();
        for (int i = 0; i < n; i++)
        {
            await Task.Run(static () => { });
        }

        return meter.Stop();
    }

    /// <summary>Work for this thread, awaited: a method that gives way before it starts.</summary>
    internal static async Task<Cost> YieldAwait(int n)
    {
        var meter = Meter.StartAllThreads();
        for (int i = 0; i < n; i++)
        {
            await StartLater();
        }

        return meter.Stop();
    }

    internal static async Task<Cost> RunAll(int n)
    {
        var meter = Meter.StartAllThreads();
        var tasks = new Task[n];
        for (int i = 0; i < n; i++)
        {
            tasks[i] = Task.Run(static () => { });
        }

        await Task.WhenAll(tasks);
        return meter.Stop();
    }

    internal static async Task<Cost> YieldAll(int n)
    {
        var meter = Meter.StartAllThreads();
        var tasks = new Task[n];
        for (int i = 0; i < n; i++)
        {
            tasks[i] = StartLater();
        }

        await Task.WhenAll(tasks);
        return meter.Stop();
    }

    /// <summary>Delays of 1 ms side by side.</summary>
    internal static async Task<Cost> DelayAll(int n)
    {
        var meter = Meter.StartAllThreads();
        var tasks = new Task[n];
        for (int i = 0; i < n; i++)
        {
            tasks[i] = Task.Delay(1);
        }

        await Task.WhenAll(tasks);
        return meter.Stop();
    }

    private static async Task StartLater() => await Task.Yield();
}
