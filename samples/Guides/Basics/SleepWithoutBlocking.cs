namespace AsyncioSharp.Samples.Guides;

/// <summary>The corrected form of a blocking sleep: others run while this one waits.</summary>
public static class SleepWithoutBlocking
{
    public static async Coroutine Run()
    {
        TimeSpan start = Asyncio.RunningLoop.Time;
        await Asyncio.Gather(GoodWait(), GoodWait());
        Console.WriteLine($"Two waits of 2s took {(Asyncio.RunningLoop.Time - start).TotalSeconds:F1}s");
    }

    private static async Coroutine GoodWait() => await Asyncio.Sleep(2);
}
