using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class TimeoutWithoutAwaitTests
{
    [Theory]
    [InlineData("await {|#0:Asyncio.Timeout(1, async scope => { Use(1); })|};")]
    [InlineData("await {|#0:Asyncio.Timeout(d, async scope => { while (xs.Count > 0) { xs.Clear(); } })|};")]
    [InlineData("Use(await {|#0:Asyncio.Timeout(1, async scope => { Use(1); return 2; })|});")]
    [InlineData("await {|#0:Asyncio.Timeout(1, async scope => { Use(1); Func<Coroutine> f = async () => await F(); })|};")]
    public Task WorkWithoutAwait(string line) => Says(line, "Asyncio.Timeout");

    [Fact]
    public Task At() => Says("await {|#0:Asyncio.TimeoutAt(d, async scope => { Use(1); })|};", "Asyncio.TimeoutAt");

    [Theory]
    [InlineData("await Asyncio.Timeout(1, async scope => { Use(1); await F(); });")]
    [InlineData("await Asyncio.Timeout(1, async scope => { await foreach (var i in new AsyncQueue<int>()) { Use(i); } });")]
    [InlineData("await Asyncio.Timeout(1, scope => F());")]
    [InlineData("await Asyncio.Timeout(1, async scope => { });")]
    [InlineData("await Asyncio.Timeout(1, async scope => throw new NotSupportedException());")]
    public async Task OtherBodies(string line) => Assert.Empty(await ReportsAsync(line));

    private static async Task Says(string line, string name)
    {
        var start = Snippet.Coroutine(line).IndexOf("{|#0:", StringComparison.Ordinal);
        var diagnostic = Assert.Single(await ReportsAsync(line));
        Assert.Equal(start, diagnostic.Location.SourceSpan.Start);
        Assert.Equal(
            ("AIO554", $"'{name}' can only end its body at an await, and this body has none: await in it, or move long work into 'Asyncio.ToThread'"),
            (diagnostic.Id, diagnostic.GetMessage()));
    }

    private static async Task<IEnumerable<Diagnostic>> ReportsAsync(string line) =>
        (await RuleCatalog.AnalyzeAsync(Snippet.Coroutine(line.Replace("{|#0:", "").Replace("|}", "")))).Where(d => d.Id == "AIO554");
}
