using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Scale;

/// <summary>Tasks that wait for a future, from their cancellation to the end of the last one.</summary>
internal static class CanceledTasks
{
    internal static async Coroutine<Cost> Time(int n)
    {
        LoopTask[] tasks = Start(n);
        await Asyncio.Yield();
        var meter = Meter.Start();
        foreach (LoopTask task in tasks)
        {
            task.Cancel();
        }

        await Asyncio.Wait(tasks);
        return meter.Stop();
    }

    internal static async Coroutine<long> Live(int n)
    {
        long before = LiveBytes.Count();
        LoopTask[] tasks = Start(n);
        await Asyncio.Yield();
        long bytes = LiveBytes.Count() - before;
        GC.KeepAlive(tasks);
        return bytes;
    }

    private static LoopTask[] Start(int n)
    {
        var tasks = new LoopTask[n];
        for (int i = 0; i < n; i++)
        {
            tasks[i] = Asyncio.CreateTask(WaitFor(Asyncio.RunningLoop.CreateFuture()));
        }

        return tasks;
    }

    private static async Coroutine WaitFor(Future future) => await future;
}
