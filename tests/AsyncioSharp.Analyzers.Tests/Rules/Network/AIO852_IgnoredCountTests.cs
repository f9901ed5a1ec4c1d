using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class IgnoredCountTests
{
    [Theory]
    [InlineData("await c.ReadAsync(buffer);")]
    [InlineData("if (buffer.Length > 0) { await (c.ReadAsync(buffer)); }")]
    [InlineData("Func<Task> later = async () => await c.ReadAsync(buffer);")]
    [InlineData("Func<Coroutine> later = async () => { await c.ReadAsync(buffer.AsMemory(1)); };")]
    public async Task AStatement(string lines) => Assert.Equal("AIO852", Assert.Single(await ReportsAsync(lines)).Id);

    [Theory]
    [InlineData("_ = await c.ReadAsync(buffer);")]
    [InlineData("await c.ReadAsync(new byte[1]);")]
    [InlineData("var count = await c.ReadAsync(buffer);")]
    [InlineData("while (await c.ReadAsync(buffer) > 0) { }")]
    [InlineData("Func<Task<int>> later = async () => await c.ReadAsync(buffer);")]
    [InlineData("await c.ReadExactlyAsync(buffer);")]
    [InlineData("await Asyncio.Gather(c.ReadAsync(buffer), V());")]
    [InlineData("await new System.IO.MemoryStream().ReadAsync(buffer);")]
    public async Task ACountThatIsUsed_OrDiscarded(string lines) => Assert.Empty(await ReportsAsync(lines));

    [Fact]
    public async Task Message_NamesTheRead() => Assert.Equal(
        ("AIO852", "'c.ReadAsync(buffer)' may read only a part, and nothing at the end of the stream: use its count, or call 'ReadExactlyAsync' to fill the buffer"),
        (await ReportsAsync("await c.ReadAsync(buffer);")).Select(static d => (d.Id, d.GetMessage())).Single());

    private static async Task<IEnumerable<Diagnostic>> ReportsAsync(string lines)
    {
        var reported = await RuleCatalog.AnalyzeAsync(Snippet.Members($"async Coroutine M(Connection c, byte[] buffer)\n{{\n    {lines}\n    await F();\n}}"));
        Assert.Empty(reported.Where(static d => d.Severity == DiagnosticSeverity.Error));
        return reported.Where(static d => d.Id == "AIO852");
    }
}
