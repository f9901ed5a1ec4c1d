namespace AsyncioSharp.Analyzers.Tests;

/// <summary>CS4014 is left to the rules where the value is one of the loop's, and only there.</summary>
public sealed class SuppressorTests
{
    [Theory]
    [InlineData("F();", true)]
    [InlineData("V();", true)]
    [InlineData("Asyncio.CreateTask(F());", true)]
    [InlineData("Asyncio.Gather(F());", true)]
    [InlineData("await TaskGroup.Run(async group => { group.CreateTask(F()); await t; });", true)]
    [InlineData("Task.Delay(1);", false)]
    [InlineData("Asyncio.Yield();", false)]
    [InlineData("await F();", null)]
    public async Task Cs4014(string line, bool? isSuppressed)
    {
        var diagnostics = await RuleCatalog.AnalyzeAsync(Snippet.Coroutine(line + " await t;"), more: new AwaitWarningSuppressor());
        Assert.Equal(isSuppressed, diagnostics.SingleOrDefault(d => d.Id == "CS4014")?.IsSuppressed);
    }
}
