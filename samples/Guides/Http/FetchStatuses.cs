namespace AsyncioSharp.Samples.Guides;

/// <summary>Several requests at once with HttpClient; one that fails does not stop the others.</summary>
public static class FetchStatuses
{
    public static async Coroutine Run()
    {
        await using LoopbackServer server = await LoopbackServer.Start();
        string[] urls =
        [
            server.Page("delay/1", seconds: 1),
            server.Page("delay/2", seconds: 2),
            server.Page("status/200"),
        ];

        foreach (Reply reply in await FetchAll(urls))
        {
            Console.WriteLine(reply);
        }
    }

    private static async Coroutine<Reply[]> FetchAll(string[] urls)
    {
        using var client = new HttpClient(Asyncio.CreateHttpHandler()) { Timeout = TimeSpan.FromSeconds(5) };
        return await Asyncio.Gather(urls.Select(url => Fetch(client, url)));
    }

    private static async Coroutine<Reply> Fetch(HttpClient client, string url)
    {
        try
        {
            using HttpResponseMessage response = await client.GetAsync(url, Asyncio.CurrentToken);
            return new Success(url, (int)response.StatusCode);
        }
        catch (HttpRequestException exception)
        {
            return new Failure(url, exception.Message);
        }
    }

    private abstract record Reply(string Url);

    private sealed record Success(string Url, int Status) : Reply(Url);

    private sealed record Failure(string Url, string Error) : Reply(Url);
}
