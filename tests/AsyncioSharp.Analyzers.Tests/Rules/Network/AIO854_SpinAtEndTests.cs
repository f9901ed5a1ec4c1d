using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class SpinAtEndTests
{
    [Theory]
    [InlineData("while (true) { var n = await c.ReadAsync(buffer); await c.WriteAsync(buffer.AsMemory(0, n)); }")]
    [InlineData("for (;;) { _ = await c.ReadAsync(buffer); }")]
    [InlineData("while (true) { await F(); var n = 0; n = await c.ReadAsync(buffer); }")]
    [InlineData("for (; true;) { string line; line = await c.ReadLineAsync(); }")]
    [InlineData("do { _ = await c.ReadLineAsync(); if (buffer[0] > 1) { continue; } } while (true);")]
    [InlineData("if (buffer.Length > 0) { while (true) { try { _ = await c.ReadAsync(buffer); } catch (TimeoutException) { } } }")]
    public async Task ALoopWithoutAnExit(string lines) => Assert.Equal("AIO854", Assert.Single(await ReportsAsync(lines)).Id);

    [Theory]
    [InlineData("while (true) { if (await c.ReadAsync(buffer) == 0) { break; } }")]
    [InlineData("while (true) { var n = await c.ReadAsync(buffer); if (n == 0) { return; } }")]
    [InlineData("while (true) { var n = await c.ReadAsync(buffer); if (n == 0) { throw new Exception(); } }")]
    [InlineData("while (true) { var n = await c.ReadAsync(buffer); Check(n); }")]
    [InlineData("while (true) { var line = await c.ReadLineAsync(); Check(line.Length); }")]
    [InlineData("while (true) { var n = await c.ReadAsync(buffer); Action test = () => Check(n); test(); }")]
    [InlineData("while (await c.ReadAsync(buffer) > 0) { }")]
    [InlineData("while (buffer.Length > 1) { _ = await c.ReadAsync(buffer); }")]
    [InlineData("while (true) { await c.ReadExactlyAsync(buffer); }")]
    [InlineData("while (true) { _ = await new System.IO.MemoryStream().ReadAsync(buffer); }")]
    [InlineData("while (true) { Func<Coroutine<int>> read = async () => await c.ReadAsync(buffer); await F(); }")]
    public async Task ALoopThatCanEnd(string lines) => Assert.Empty(await ReportsAsync(lines));

    [Fact]
    public async Task Message_NamesTheReadAndTheEnd() => Assert.Equal(
        [
            "At the end of the stream 'c.ReadAsync(buffer)' returns 0 immediately, and this loop has no exit: leave it when that happens",
            "At the end of the stream 'c.ReadLineAsync()' returns null immediately, and this loop has no exit: leave it when that happens",
        ],
        (await ReportsAsync("while (true) { _ = await c.ReadAsync(buffer); _ = await c.ReadLineAsync(); }")).Select(static d => d.GetMessage()));

    private static async Task<IEnumerable<Diagnostic>> ReportsAsync(string lines)
    {
        var reported = await RuleCatalog.AnalyzeAsync(
            Snippet.Members($"async Coroutine M(Connection c, byte[] buffer)\n{{\n    {lines}\n}}\n\nvoid Check(int n) {{ }}"));
        Assert.Empty(reported.Where(static d => d.Severity == DiagnosticSeverity.Error));
        return reported.Where(static d => d.Id == "AIO854");
    }
}
