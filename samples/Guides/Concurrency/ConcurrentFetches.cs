namespace AsyncioSharp.Samples.Guides;

/// <summary>Three fetches side by side take as long as the slowest of them.</summary>
public static class ConcurrentFetches
{
    public static async Coroutine Run()
    {
        TimeSpan start = Asyncio.RunningLoop.Time;
        string[] results = await Asyncio.Gather([FetchData("api/users", 2), FetchData("api/posts", 3), FetchData("api/comments", 1)]);
        Console.WriteLine($"[{string.Join(", ", results)}]");
        Console.WriteLine($"Total: {(Asyncio.RunningLoop.Time - start).TotalSeconds:F1}s");
    }

    private static async Coroutine<string> FetchData(string url, double delay)
    {
        Console.WriteLine($"Fetching {url}...");
        await Asyncio.Sleep(delay);
        Console.WriteLine($"Done {url}");
        return $"data from {url}";
    }
}
