namespace AsyncioSharp.Samples.Pitfalls;

/// <summary>Wrong: a blocking sleep blocks the event loop, so that the two waits add up.</summary>
public static class BlockingSleep
{
    public static async Coroutine Run()
    {
        TimeSpan start = Asyncio.RunningLoop.Time;
        await Asyncio.Gather(BadWait("first"), BadWait("second"));
        Console.WriteLine($"Two waits of 0.5s took {(Asyncio.RunningLoop.Time - start).TotalSeconds:F1}s");
    }

    private static async Coroutine BadWait(string name)
    {
        Console.WriteLine($"{name} waits");
        Thread.Sleep(500);
        Console.WriteLine($"{name} is done");
    }
}
