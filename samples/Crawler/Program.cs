using AsyncioSharp.Samples.Crawler;

if (args is not [var address])
{
    Console.Error.WriteLine("Crawler URL");
    return 2;
}

Asyncio.Run(async () =>
{
    using var client = new HttpClient(Asyncio.CreateHttpHandler());
    foreach ((Uri page, PageResult result) in await new SiteCrawler(client, new CrawlOptions()).Crawl(new Uri(address)))
    {
        Console.WriteLine($"{page}: {result.Error ?? $"{result.Length} characters"}, {result.Attempts} attempts");
    }
});
return 0;
