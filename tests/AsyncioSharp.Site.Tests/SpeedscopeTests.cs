using CliWrap;
using CliWrap.Buffered;
using PuppeteerSharp;

namespace AsyncioSharp.Site.Tests;

/// <summary>speedscope opens a timeline.</summary>
public sealed class SpeedscopeTests
{
    private const string Package = "speedscope@1.25.0";

    [Fact]
    public async Task OpensATimeline()
    {
        Assert.SkipUnless(Browser.IsInstalled, "Chromium is not installed.");
        string folder = Directory.CreateTempSubdirectory("asyncio-speedscope-").FullName;
        try
        {
            Assert.SkipUnless(await TryInstall(folder), $"npm cannot install {Package}.");
            string release = Path.Combine(folder, "node_modules", "speedscope", "dist", "release");
            Asyncio.Run(Orders, new RunOptions { Name = "orders", Timeline = Path.Combine(release, "timeline.json") });
            string shown = await Open(release, "timeline.json");

            // The tracks of the loop, of its two tasks, and of the task that ends the run, after it that of the garbage collector, if it ran.
            Assert.Matches(@"event loop 'orders' \(pid 1\), event loop \(tid 1\) \(1/[45]\)", shown);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // What speedscope shows when it has read the file: the name of the first profile, and how many there are.
    private static async Task<string> Open(string folder, string file)
    {
        var errors = new List<string>();
        await using FileServer server = await FileServer.Start(folder);
        await using IBrowser browser = await Browser.Start();
        await using IPage tab = await browser.NewPageAsync();
        tab.PageError += (_, e) => errors.Add(e.Message);
        tab.Dialog += async (_, e) =>
        {
            errors.Add(e.Dialog.Message);
            await e.Dialog.Accept();
        };
        await tab.GoToAsync($"{server.Address}index.html#profileURL=/{file}", new NavigationOptions { Timeout = Browser.Limit });
        await tab.WaitForFunctionAsync(
            "() => /\\(\\d+\\/\\d+\\)/.test(document.body.innerText)", new WaitForFunctionOptions { Timeout = Browser.Limit });
        Assert.Empty(errors);
        return await tab.EvaluateExpressionAsync<string>("document.body.innerText");
    }

    private static async Task<bool> TryInstall(string folder)
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            BufferedCommandResult result = await Cli.Wrap("npm").WithArguments(["install", "--no-audit", "--no-fund", Package])
                .WithWorkingDirectory(folder).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(limit.Token);
            return result.ExitCode == 0;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or OperationCanceledException)
        {
            return false;
        }
    }

    private static async Coroutine Orders()
    {
        Asyncio.CurrentTask!.Name = "main";
        var orders = new AsyncQueue<int>();
        LoopTask packer = Asyncio.CreateTask(Pack(orders), "packer");
        for (int i = 0; i < 20; i++)
        {
            await orders.PutAsync(i);
            await Asyncio.Sleep(0.001);
        }

        await packer;
    }

    private static async Coroutine Pack(AsyncQueue<int> orders)
    {
        for (int i = 0; i < 20; i++)
        {
            await orders.GetAsync();
        }
    }
}
