namespace AsyncioSharp.Samples.Guides;

/// <summary>Awaiting coroutines runs them one after the other; tasks run side by side.</summary>
public static class AwaitOrTask
{
    public static async Coroutine Run()
    {
        TimeSpan start = Asyncio.RunningLoop.Time;
        await Work();
        await Work();
        Console.WriteLine($"Awaited: {(Asyncio.RunningLoop.Time - start).TotalSeconds:F1}s");

        start = Asyncio.RunningLoop.Time;
        LoopTask task1 = Asyncio.CreateTask(Work());
        LoopTask task2 = Asyncio.CreateTask(Work());
        await task1;
        await task2;
        Console.WriteLine($"As tasks: {(Asyncio.RunningLoop.Time - start).TotalSeconds:F1}s");
    }

    private static async Coroutine Work()
    {
        await Asyncio.Sleep(1);
        Console.WriteLine("Work done");
    }
}
