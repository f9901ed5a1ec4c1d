namespace AsyncioSharp.Samples.Guides;

/// <summary>One Gather over a list of addresses; the responses are in the order of the addresses.</summary>
public static class UserPages
{
    public static async Coroutine Run()
    {
        await using LoopbackServer server = await LoopbackServer.Start();
        string[] urls =
        [
            server.Page("users/1", length: 101),
            server.Page("users/2", length: 102),
            server.Page("users/3", length: 103),
        ];

        using var client = new HttpClient(Asyncio.CreateHttpHandler());
        string[] responses = await Asyncio.Gather(urls.Select(url => FetchUrl(client, url)));
        foreach (var (url, response) in urls.Zip(responses))
        {
            Console.WriteLine($"{url}: {response.Length} bytes");
        }
    }

    private static async Coroutine<string> FetchUrl(HttpClient client, string url) =>
        await client.GetStringAsync(url, Asyncio.CurrentToken);
}
