namespace AsyncioSharp.Samples.Guides;

/// <summary>The lengths of several web pages, printed as the pages arrive.</summary>
public static class PageLengths
{
    public static async Coroutine Run()
    {
        await using LoopbackServer server = await LoopbackServer.Start();
        string[] urls =
        [
            server.Page("python.org", length: 50014, seconds: 0.5),
            server.Page("realpython.com", length: 83489, seconds: 2),
            server.Page("google.com", length: 20230, seconds: 1.5),
            server.Page("example.com", length: 1256, seconds: 1),
        ];

        using var client = new HttpClient(Asyncio.CreateHttpHandler());
        foreach (Coroutine<(string Url, int Length)> next in Asyncio.AsCompleted(urls.Select(url => Fetch(client, url))))
        {
            try
            {
                var (url, length) = await next;
                Console.WriteLine($"{url} => {length} chars");
            }
            catch (HttpRequestException exception)
            {
                Console.WriteLine($"Failed to fetch: {exception.Message}");
            }
        }
    }

    private static async Coroutine<(string Url, int Length)> Fetch(HttpClient client, string url)
    {
        string content = await client.GetStringAsync(url, Asyncio.CurrentToken);
        return (url, content.Length);
    }
}
