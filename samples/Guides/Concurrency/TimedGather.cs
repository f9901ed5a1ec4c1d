namespace AsyncioSharp.Samples.Guides;

/// <summary>Results come in argument order, not in the order of completion.</summary>
public static class TimedGather
{
    public static async Coroutine Run()
    {
        TimeSpan start = Asyncio.RunningLoop.Time;
        string[] results = await Asyncio.Gather([Fetch(1, 0.3), Fetch(2, 0.2), Fetch(3, 0.1)]);
        TimeSpan elapsed = Asyncio.RunningLoop.Time - start;

        Console.WriteLine($"[{string.Join(", ", results)}]");
        Console.WriteLine($"Done in {elapsed.TotalSeconds:F2}s  (sequential would take ~0.60s)");
    }

    private static async Coroutine<string> Fetch(int n, double delay)
    {
        await Asyncio.Sleep(delay);
        return $"result-{n}";
    }
}
