namespace AsyncioSharp.Samples.Guides;

/// <summary>Five requests that take 7 seconds one after the other take 2 side by side.</summary>
public static class FetchLengths
{
    public static async Coroutine Run()
    {
        await using LoopbackServer server = await LoopbackServer.Start();
        string one = server.Page("delay/1", length: 361, seconds: 1);
        string two = server.Page("delay/2", length: 361, seconds: 2);

        TimeSpan start = Asyncio.RunningLoop.Time;
        Reply[] replies = await FetchAll([one, two, one, two, one]);
        TimeSpan elapsed = Asyncio.RunningLoop.Time - start;

        foreach (Reply reply in replies)
        {
            Console.WriteLine($"{reply.Url}: status={reply.Status}, length={reply.Length}");
        }

        Console.WriteLine($"Total: {elapsed.TotalSeconds:F1}s");
    }

    private static async Coroutine<Reply[]> FetchAll(string[] urls)
    {
        using var client = new HttpClient(Asyncio.CreateHttpHandler());
        return await Asyncio.Gather(urls.Select(url => FetchUrl(client, url)));
    }

    private static async Coroutine<Reply> FetchUrl(HttpClient client, string url)
    {
        using HttpResponseMessage response = await client.GetAsync(url, Asyncio.CurrentToken);
        string data = await response.Content.ReadAsStringAsync(Asyncio.CurrentToken);
        return new Reply(url, (int)response.StatusCode, data.Length);
    }

    private sealed record Reply(string Url, int Status, int Length);
}
