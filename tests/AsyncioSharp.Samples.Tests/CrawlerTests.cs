using System.Globalization;
using System.Text;
using AsyncioSharp.Samples.Crawler;

namespace AsyncioSharp.Samples.Tests;

public sealed class CrawlerTests
{
    [Fact]
    public void Follows_links_and_tries_again() => Asyncio.Run(async () =>
    {
        var requests = new Dictionary<string, int>();
        await using Server server = await Asyncio.StartServer(connection => Serve(connection, requests), "127.0.0.1", 0);
        using var client = new HttpClient(Asyncio.CreateHttpHandler());
        var options = new CrawlOptions { Interval = TimeSpan.Zero, Backoff = TimeSpan.FromMilliseconds(1), Concurrency = 2 };
        var pages = await new SiteCrawler(client, options).Crawl(new Uri($"http://{server.LocalEndPoint}/"));

        Assert.Equal(
            ["/ 1", "/a 1", "/b 1", "/broken 3", "/flaky 2"],
            pages.Select(page => $"{page.Key.AbsolutePath} {page.Value.Attempts}").Order(StringComparer.Ordinal));
        Assert.Equal("/broken", Assert.Single(pages, page => page.Value.Error is not null).Key.AbsolutePath);
        Assert.Equal(8, requests.Values.Sum());
    });

    private static async Coroutine Serve(Connection connection, Dictionary<string, int> requests)
    {
        while (await connection.ReadLineAsync() is { } request)
        {
            while (await connection.ReadLineAsync() is { Length: > 0 })
            {
                // The headers do not matter.
            }

            string path = request.Split(' ')[1];
            requests[path] = requests.GetValueOrDefault(path) + 1;
            bool fails = path == "/broken" || (path == "/flaky" && requests[path] == 1);
            string body = path == "/"
                ? """<a href="/a"><a href="/broken"><a href="http://elsewhere.invalid/">"""
                : """<a href="/b"><a href="/flaky"><a href="/">""";
            await connection.WriteAsync(Encoding.ASCII.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $"HTTP/1.1 {(fails ? 500 : 200)} Status\r\nContent-Length: {body.Length}\r\n\r\n{body}")));
        }
    }
}
