using PuppeteerSharp;

namespace AsyncioSharp.Site.Tests;

/// <summary>Debian's Chromium without a window.</summary>
internal static class Browser
{
    /// <summary>A limit for a busy machine, in milliseconds; a page takes a fraction of a second.</summary>
    internal const int Limit = 120_000;

    private const string Chromium = "/usr/bin/chromium";

    internal static bool IsInstalled => File.Exists(Chromium);

    internal static Task<IBrowser> Start() => Puppeteer.LaunchAsync(new LaunchOptions
    {
        ExecutablePath = Chromium,
        Args =
        [
            "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",

            // A container's /dev/shm may be too small for a tab.
            "--disable-dev-shm-usage",

            // Several tabs load at the same time, and a browser slows down all but one.
            "--disable-background-timer-throttling", "--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows",
        ],
    });
}
