namespace AsyncioSharp.Samples.Guides;

/// <summary>One await after the other: the waits add up.</summary>
public static class SequentialHellos
{
    public static async Coroutine Run()
    {
        TimeSpan start = Asyncio.RunningLoop.Time;
        await SayHello("Kiryu Kazuma", 1);
        await SayHello("Majima Goro", 2);
        Console.WriteLine($"Total time: {(Asyncio.RunningLoop.Time - start).TotalSeconds:F1}s");
    }

    private static async Coroutine SayHello(string name, double delay)
    {
        await Asyncio.Sleep(delay);
        Console.WriteLine($"Hello, {name}!");
    }
}
