using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Micro;

/// <summary>Tasks from creation to end.</summary>
internal static class Tasks
{
    /// <summary>Creates a task that does nothing and awaits it.</summary>
    internal static async Coroutine<Cost> CreateAwait(int n)
    {
        var meter = Meter.Start();
        for (int i = 0; i < n; i++)
        {
            await Asyncio.CreateTask(Noop.Run());
        }

        return meter.Stop();
    }

    /// <summary>A gather of coroutines that do nothing; per coroutine.</summary>
    internal static async Coroutine<Cost> CreateGather(int n)
    {
        var meter = Meter.Start();
        var children = new Coroutine[n];
        for (int i = 0; i < n; i++)
        {
            children[i] = Noop.Run();
        }

        await Asyncio.Gather(children);
        return meter.Stop();
    }

    /// <summary>A task group with children that do nothing; per child.</summary>
    internal static async Coroutine<Cost> Group(int n)
    {
        var meter = Meter.Start();
        await TaskGroup.Run(group =>
        {
            for (int i = 0; i < n; i++)
            {
                group.CreateTask(Noop.Run());
            }

            return Coroutine.Completed;
        });
        return meter.Stop();
    }

    /// <summary>Creates a task that sleeps, lets it start, cancels it and waits for its end; 100 at a time, per task.</summary>
    internal static async Coroutine<Cost> Cancel(int n)
    {
        var meter = Meter.Start();
        for (int batch = 0; batch < n / 100; batch++)
        {
            var tasks = new LoopTask[100];
            for (int i = 0; i < tasks.Length; i++)
            {
                tasks[i] = Asyncio.CreateTask(Asyncio.Sleep(60));
            }

            await Asyncio.Sleep(0);
            foreach (LoopTask task in tasks)
            {
                task.Cancel();
            }

            await Asyncio.GatherSettled(tasks);
        }

        return meter.Stop();
    }
}
