using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Scale;

/// <summary>Tasks that sleep.</summary>
internal static class SleepingTasks
{
    internal static async Coroutine<Cost> Time(int n)
    {
        var meter = Meter.Start();
        LoopTask[] tasks = Start(n, TimeSpan.FromMilliseconds(1));
        await Asyncio.Gather(tasks);
        return meter.Stop();
    }

    internal static async Coroutine<long> Live(int n)
    {
        long before = LiveBytes.Count();
        LoopTask[] tasks = Start(n, TimeSpan.FromHours(1));
        await Asyncio.Yield();
        long bytes = LiveBytes.Count() - before;
        foreach (LoopTask task in tasks)
        {
            task.Cancel();
        }

        await Asyncio.GatherSettled(tasks);
        return bytes;
    }

    private static LoopTask[] Start(int n, TimeSpan delay)
    {
        var tasks = new LoopTask[n];
        for (int i = 0; i < n; i++)
        {
            tasks[i] = Asyncio.CreateTask(Asyncio.Sleep(delay));
        }

        return tasks;
    }
}
