using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<
    AsyncioSharp.Analyzers.UndisposedConnectionAnalyzer, AsyncioSharp.CodeFixes.UndisposedConnectionFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class UndisposedConnectionTests
{
    private static string Code(string lines) => Snippet.Members(
        $"Connection field;\n\nasync Coroutine<object> M(int kind)\n{{\n    {lines}\n    await F();\n    return null;\n}}\n\nTask Pass(Connection connection) => null;");

    [Theory]
    [InlineData("var c = await {|AIO803:Asyncio.OpenConnection(\"a\", 1)|};")]
    [InlineData("Connection c = await {|AIO803:Asyncio.OpenUnixConnection(\"a\")|};")]
    [InlineData("var c = await {|AIO803:Asyncio.OpenConnection(\"a\", 1)|}; await c.WriteLineAsync(\"x\"); return await c.ReadLineAsync();")]
    [InlineData("var c = await {|AIO803:Asyncio.OpenConnection(\"a\", 1)|}; await foreach (var line in c.ReadLinesAsync()) { }")]
    [InlineData("var c = await {|AIO803:Asyncio.OpenConnection(\"a\", 1)|}; return c.RemoteEndPoint;")]
    [InlineData("if (kind > 0) { /* a */ var c = /* b */ await {|AIO803:Asyncio.OpenConnection(\"a\", 1)|}; /* c */ }")]
    [InlineData("Func<Coroutine> later = async () => { var c = await {|AIO803:Asyncio.OpenConnection(\"a\", 1)|}; c.Write(new byte[1]); };")]
    [InlineData("try { var c = await {|AIO803:Asyncio.OpenConnection(\"a\", 1)|}; } finally { await F(); }")]
    public Task OnlyUsedHere(string lines) => Verify.Fix(
        Code(lines),
        Code(System.Text.RegularExpressions.Regex.Replace(lines, @"(var|Connection) c = (.*?)\{\|AIO803:(.*?)\|\}", "await using $1 c = $2$3")));

    [Theory]
    [InlineData("Connection c = await {|AIO853:Asyncio.OpenConnection(\"a\", 1)|}, d = await {|AIO853:Asyncio.OpenConnection(\"a\", 2)|};")]
    [InlineData("switch (kind) { case 1: var c = await {|AIO853:Asyncio.OpenConnection(\"a\", 1)|}; break; }")]
    public Task ADeclarationThatCannotBeUsing(string lines) => Verify.Unfixable(Code(lines));

    [Theory]
    [InlineData("await using var c = await Asyncio.OpenConnection(\"a\", 1);")]
    [InlineData("await using (var c = await Asyncio.OpenConnection(\"a\", 1)) { }")]
    [InlineData("var c = await Asyncio.OpenConnection(\"a\", 1); await c.DisposeAsync();")]
    [InlineData("var c = await Asyncio.OpenConnection(\"a\", 1); try { await F(); } finally { await c.AbortAsync(); }")]
    [InlineData("var c = await Asyncio.OpenConnection(\"a\", 1); return c;")]
    [InlineData("var c = await Asyncio.OpenConnection(\"a\", 1); field = c;")]
    [InlineData("var c = await Asyncio.OpenConnection(\"a\", 1); await Pass(c);")]
    [InlineData("var c = await Asyncio.OpenConnection(\"a\", 1); await using (c) { }")]
    [InlineData("var c = await Asyncio.OpenConnection(\"a\", 1); using var stream = c.AsStream();")]
    [InlineData("var c = await Asyncio.OpenConnection(\"a\", 1); Func<Coroutine> later = async () => await c.WriteLineAsync(\"\");")]
    [InlineData("var c = await Asyncio.OpenConnection(\"a\", 1); return c.ReadLinesAsync();")]
    [InlineData("var c = await Asyncio.OpenConnection(\"a\", 1); c?.Write(new byte[1]);")]
    [InlineData("var c = await Asyncio.OpenConnection(\"a\", 1); return Asyncio.CreateTask(c.ReadLineAsync());")]
    [InlineData("var c = await Asyncio.OpenConnection(\"a\", 1); var line = c.ReadLineAsync(); return line;")]
    [InlineData("var c = await Asyncio.OpenConnection(\"a\", 1); return c.Tls;")]
    [InlineData("field = await Asyncio.OpenConnection(\"a\", 1);")]
    [InlineData("var c = Asyncio.OpenConnection(\"a\", 1); await c;")]
    public Task OtherCodeMayCloseIt(string lines) => Verify.Silent(Code(lines));

    [Fact]
    public Task Message_NamesTheConnection() => Verify.Says(
        Code("var c = await {|#0:Asyncio.OpenConnection(\"a\", 1)|};"), "AIO803",
        "'c' is never disposed, so the peer waits until the loop is closed: declare it with 'await using'");

    [Fact]
    public Task Message_OfASection() => Verify.Says(
        Code("switch (kind) { case 1: var c = await {|#0:Asyncio.OpenConnection(\"a\", 1)|}; break; }"), "AIO853",
        "'c' is never disposed, so the peer waits until the loop is closed: put the code that uses it into a block with 'await using'");
}
