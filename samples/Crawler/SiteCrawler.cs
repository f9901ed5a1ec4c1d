using System.Text.RegularExpressions;

namespace AsyncioSharp.Samples.Crawler;

/// <summary>
/// Follows the links of a site: so many requests at a time, no more than so many a second, and each one again, later and later, when it
/// fails.
/// </summary>
public sealed partial class SiteCrawler(HttpClient client, CrawlOptions options)
{
    private readonly Dictionary<Uri, PageResult> _pages = [];
    private readonly AsyncSemaphore _free = new(options.Concurrency);
    private readonly AsyncLock _pace = new();

    /// <summary>Fetches the page and everything of the same host that it leads to.</summary>
    public async Coroutine<IReadOnlyDictionary<Uri, PageResult>> Crawl(Uri start)
    {
        await TaskGroup.Run(async group =>
        {
            Visit(group, start);
            await Coroutine.Completed;
        });
        return _pages;
    }

    private void Visit(TaskGroup group, Uri page)
    {
        if (_pages.TryAdd(page, default))
        {
            group.CreateTask(Follow(group, page), page.AbsolutePath);
        }
    }

    private async Coroutine Follow(TaskGroup group, Uri page)
    {
        (string? text, PageResult result) = await Fetch(page);
        _pages[page] = result;
        foreach (Match link in Link.Matches(text ?? string.Empty))
        {
            var target = new Uri(page, link.Groups[1].Value);
            if (target.Authority == page.Authority)
            {
                Visit(group, target);
            }
        }
    }

    private async Coroutine<(string? Text, PageResult Result)> Fetch(Uri page)
    {
        for (int attempt = 1; ; attempt++)
        {
            using (await _free.AcquireAsync())
            {
                await WaitForTurn();
                try
                {
                    string text = await Asyncio.Timeout(
                        options.Timeout, async _ => await client.GetStringAsync(page, Asyncio.CurrentToken));
                    return (text, new PageResult(attempt, text.Length, null));
                }
                catch (Exception e) when (e is HttpRequestException or TimeoutException)
                {
                    if (attempt == options.Attempts)
                    {
                        return (null, new PageResult(attempt, 0, e.Message));
                    }
                }
            }

            // Not while others wait for the place.
            await Asyncio.Sleep(options.Backoff * Math.Pow(2, attempt - 1));
        }
    }

    // One after the other through this door, so many a second.
    private async Coroutine WaitForTurn()
    {
        using (await _pace.AcquireAsync())
        {
            await Asyncio.Sleep(options.Interval);
        }
    }

    [GeneratedRegex("href=\"([^\"]+)\"")]
    private static partial Regex Link { get; }
}
