namespace AsyncioSharp.Samples.Guides;

/// <summary>AsCompleted gives the results as they arrive, the fastest first.</summary>
public static class CompletionOrder
{
    public static async Coroutine Run()
    {
        Coroutine<string>[] fetches =
        [
            FetchData("api/users", 2),
            FetchData("api/posts", 3),
            FetchData("api/comments", 1),
        ];

        foreach (Coroutine<string> next in Asyncio.AsCompleted(fetches))
        {
            string result = await next;
            Console.WriteLine($"Completed: {result}");
        }
    }

    private static async Coroutine<string> FetchData(string url, double delay)
    {
        await Asyncio.Sleep(delay);
        return $"data from {url}";
    }
}
