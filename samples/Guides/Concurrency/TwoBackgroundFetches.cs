namespace AsyncioSharp.Samples.Guides;

/// <summary>Two tasks run while the coroutine that made them goes on.</summary>
public static class TwoBackgroundFetches
{
    public static async Coroutine Run()
    {
        LoopTask<string> users = Asyncio.CreateTask(FetchData("api/users", 2));
        LoopTask<string> posts = Asyncio.CreateTask(FetchData("api/posts", 3));
        Console.WriteLine("Both are scheduled");

        Console.WriteLine((await users, await posts));
    }

    private static async Coroutine<string> FetchData(string url, double delay)
    {
        Console.WriteLine($"Fetching {url}...");
        await Asyncio.Sleep(delay);
        Console.WriteLine($"Done {url}");
        return $"data from {url}";
    }
}
