namespace AsyncioSharp.Samples.Guides;

/// <summary>A semaphore limits how many requests run at the same time.</summary>
public static class LimitedFetches
{
    public static async Coroutine Run()
    {
        await using LoopbackServer server = await LoopbackServer.Start();
        string[] urls = [.. Enumerable.Range(1, 10).Select(n => server.Page($"items/{n}", length: n * 100, seconds: 1))];

        var semaphore = new AsyncSemaphore(5);
        using var client = new HttpClient(Asyncio.CreateHttpHandler());
        TimeSpan start = Asyncio.RunningLoop.Time;
        string[] pages = await Asyncio.Gather(urls.Select(url => FetchWithLimit(client, url, semaphore)));
        Console.WriteLine($"[{string.Join(", ", pages.Select(page => page.Length))}]");
        Console.WriteLine($"Total: {(Asyncio.RunningLoop.Time - start).TotalSeconds:F1}s");
    }

    private static async Coroutine<string> FetchWithLimit(HttpClient client, string url, AsyncSemaphore semaphore)
    {
        using (await semaphore.AcquireAsync())
        {
            return await client.GetStringAsync(url, Asyncio.CurrentToken);
        }
    }
}
