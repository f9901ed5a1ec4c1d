namespace AsyncioSharp.Package.Tests;

/// <summary><c>AsyncioAnalysisMode</c> picks one of the severity presets of the package.</summary>
public sealed class PresetTests(PackageFeed feed)
{
    private const string Program = """
        using AsyncioSharp;

        Asyncio.Run(Main());

        static async Coroutine Main()
        {
            Thread.Sleep(20);
            await Asyncio.Sleep(0.01);
        }
        """;

    [Fact]
    public void Mode_PicksThePreset_AndTheProjectsOwnSettingsWin()
    {
        var consumer = new Consumer(feed, "presets", Program);
        Assert.Equal([("AIO101", 7)], consumer.Build("-p:AsyncioAnalysisMode=recommended").Results);
        Assert.Empty(consumer.Build("-p:AsyncioAnalysisMode=None").Results);

        (int exitCode, string output, _) = consumer.Build("-p:AsyncioAnalysisMode=Some");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("AsyncioAnalysisMode is 'Some'; it has to be All, Recommended or None.", output, StringComparison.Ordinal);

        consumer.Write(".editorconfig", "[*.cs]\ndotnet_diagnostic.AIO101.severity = error\n");
        (exitCode, _, (string Id, int Line)[] results) = consumer.Build("-p:AsyncioAnalysisMode=None");
        Assert.NotEqual(0, exitCode);
        Assert.Equal([("AIO101", 7)], results);
    }
}
