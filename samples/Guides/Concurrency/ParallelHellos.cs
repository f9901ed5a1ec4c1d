namespace AsyncioSharp.Samples.Guides;

/// <summary>Gather runs coroutines side by side: all of them take as long as the slowest.</summary>
public static class ParallelHellos
{
    public static async Coroutine Run()
    {
        TimeSpan start = Asyncio.RunningLoop.Time;
        await Asyncio.Gather(
            SayHello("Kiryu Kazuma", 1),
            SayHello("Majima Goro", 2),
            SayHello("Akiyama Shun", 1.5));
        Console.WriteLine($"Total time: {(Asyncio.RunningLoop.Time - start).TotalSeconds:F1}s");
    }

    private static async Coroutine SayHello(string name, double delay)
    {
        await Asyncio.Sleep(delay);
        Console.WriteLine($"Hello, {name}!");
    }
}
