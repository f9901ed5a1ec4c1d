using PuppeteerSharp;

namespace AsyncioSharp.Site.Tests;

/// <summary>What a page shows in a browser: its links, its anchors, and what went wrong.</summary>
internal sealed record PageVisit(string Page, string[] Links, string[] Anchors, IReadOnlyList<string> Errors, bool IsComplete = true)
{
    private const string ReadLinks = "[...document.querySelectorAll('a[href]')].map(a => a.href)";
    private const string ReadAnchors = "[...document.querySelectorAll('[id],a[name]')].map(e => e.id || e.name)";

    /// <summary>Opens a page. A page that does not finish loading is opened a second time, in a new tab.</summary>
    internal static async Task<PageVisit> Open(IBrowser browser, string address, string page) =>
        await TryOpen(browser, address, page) is { IsComplete: true } visit ? visit : await TryOpen(browser, address, page);

    private static async Task<PageVisit> TryOpen(IBrowser browser, string address, string page)
    {
        var errors = new List<string>();
        await using IPage tab = await browser.NewPageAsync();
        tab.Console += (_, e) => Note(e.Message.Type == ConsoleType.Error, $"console: {e.Message.Text}");
        tab.PageError += (_, e) => Note(true, $"script: {e.Message}");
        tab.RequestFailed += (_, e) => Note(true, $"request: {e.Request.Url}");
        tab.Response += (_, e) => Note((int)e.Response.Status >= 400, $"{(int)e.Response.Status}: {e.Response.Url}");
        try
        {
            await tab.GoToAsync(address + page, new NavigationOptions { Timeout = Browser.Limit });

            // The last thing that a page does: its script has read the table of contents and shows it.
            await tab.WaitForSelectorAsync("#navbar .nav-link", new WaitForSelectorOptions { Timeout = Browser.Limit });
        }
        catch (Exception e) when (e is WaitTaskTimeoutException or NavigationException)
        {
            Note(true, $"did not finish loading: {e.Message}");
            return new PageVisit(page, [], [], errors, IsComplete: false);
        }

        return new PageVisit(
            page, await tab.EvaluateExpressionAsync<string[]>(ReadLinks), await tab.EvaluateExpressionAsync<string[]>(ReadAnchors), errors);

        void Note(bool isError, string text)
        {
            lock (errors)
            {
                if (isError)
                {
                    errors.Add($"{page}: {text}");
                }
            }
        }
    }
}
