namespace AsyncioSharp.Samples.Guides;

/// <summary>Independent calls belong into a Gather rather than after each other.</summary>
public static class GatherInsteadOfSequence
{
    public static async Coroutine Run()
    {
        TimeSpan start = Asyncio.RunningLoop.Time;
        await Asyncio.Gather(Task1(), Task2());
        Console.WriteLine($"Both done after {(Asyncio.RunningLoop.Time - start).TotalSeconds:F1}s");
    }

    private static async Coroutine Task1() => await Asyncio.Sleep(1);

    private static async Coroutine Task2() => await Asyncio.Sleep(1);
}
