using System.Collections.Concurrent;
using System.ComponentModel;
using System.Reflection;
using AsyncioSharp.Hosting;
using Microsoft.AspNetCore.Builder;
using PuppeteerSharp;

namespace AsyncioSharp.Site.Tests;

/// <summary>The documentation site builds without a warning, and every page of it opens in a browser without an error or a dead link.</summary>
public sealed class SiteTests(Site site) : IClassFixture<Site>
{
    private const int Tabs = 2;

    private static readonly Assembly[] s_libraries =
        [typeof(Coroutine).Assembly, typeof(LoopService).Assembly, typeof(CoroutineEndpoints).Assembly];

    [Fact]
    public void Site_HasEveryPageAndEveryPublicType()
    {
        Assert.Contains("0 warning(s)", site.Output, StringComparison.Ordinal);
        Assert.Contains("index.html", site.Pages);
        Assert.Contains("rules.html", site.Pages);
        Assert.Contains("src/AsyncioSharp/docs/concepts.html", site.Pages);
        string[] missing = [.. s_libraries.SelectMany(static library => library.GetExportedTypes())
            .Where(static type => !type.IsNested && type.GetCustomAttribute<EditorBrowsableAttribute>() is null)
            .Select(static type => $"api/{type.FullName!.Replace('`', '-')}.html")
            .Except(site.Pages)];
        AssertNone(missing);
    }

    [Fact]
    public async Task Pages_OpenInChromium()
    {
        Assert.SkipUnless(Browser.IsInstalled, "Chromium is not installed.");

        await using FileServer server = await FileServer.Start(site.Folder);
        await using IBrowser browser = await Browser.Start();
        var visits = new ConcurrentBag<PageVisit>();
        await Parallel.ForEachAsync(
            site.Pages, new ParallelOptions { MaxDegreeOfParallelism = Tabs }, async (page, _) => visits.Add(await PageVisit.Open(browser, server.Address, page)));

        AssertNone(visits.SelectMany(static visit => visit.Errors));
        AssertNone(DeadLinks([.. visits], server.Address));
    }

    private static void AssertNone(IEnumerable<string> offenders)
    {
        string all = string.Join(Environment.NewLine, offenders.Order(StringComparer.Ordinal));
        Assert.True(all.Length == 0, all);
    }

    // Links to other sites are not followed: tests need no network.
    private IEnumerable<string> DeadLinks(List<PageVisit> visits, string address)
    {
        Dictionary<string, HashSet<string>> anchors = visits.ToDictionary(static visit => visit.Page, static visit => visit.Anchors.ToHashSet());
        foreach (PageVisit visit in visits)
        {
            foreach (string link in visit.Links.Where(link => link.StartsWith(address, StringComparison.Ordinal)).Distinct())
            {
                string[] parts = link[address.Length..].Split('#', 2);
                string page = Uri.UnescapeDataString(parts[0].Split('?')[0]);
                bool isPage = anchors.TryGetValue(page, out HashSet<string>? ids);
                if (!isPage && !File.Exists(Path.Combine(site.Folder, page)))
                {
                    yield return $"{visit.Page}: {link} does not exist";
                }
                else if (isPage && parts.Length == 2 && parts[1].Length > 0 && !ids!.Contains(Uri.UnescapeDataString(parts[1])))
                {
                    yield return $"{visit.Page}: {link} has no such anchor";
                }
            }
        }
    }
}
