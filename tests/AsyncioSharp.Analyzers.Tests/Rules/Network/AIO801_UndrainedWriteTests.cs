using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.UndrainedWriteAnalyzer, AsyncioSharp.CodeFixes.UndrainedWriteFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class UndrainedWriteTests
{
    private static string Code(string lines, string function = "async Coroutine M(Connection c, byte[] data, List<Connection> all)") =>
        Snippet.Members($"Connection field;\nConnection Property {{ get; }}\n\n{function}\n{{\n    {lines}\n}}\n\nTask Pass(Connection connection) => null;");

    [Theory]
    [InlineData("while (await c.ReadLineAsync() is not null) { {|AIO801:c.Write(data)|}; }")]
    [InlineData("await foreach (var line in c.ReadLinesAsync()) { if (line.Length > 0) { {|AIO801:c.Write(data)|}; } }")]
    [InlineData("for (var i = 0; i < 10; i++) { {|AIO801:c.Write(data)|}; await F(); }")]
    [InlineData("do { {|AIO801:c.Write(data.AsMemory().ToArray())|}; } while (await V() > 0);")]
    [InlineData("foreach (var part in new[] { data }) { {|AIO801:c.Write(part)|}; }")]
    [InlineData("while (true) { {|AIO801:field.Write(data)|}; await F(); }")]
    [InlineData("while (true) { {|AIO801:this.Property.Write(data)|}; await F(); }")]
    [InlineData("while (true) { await F(); foreach (var part in new[] { data }) { {|AIO801:c.Write(part)|}; } }")]
    [InlineData("await c.DrainAsync(); while (true) { {|AIO801:c.Write(data)|}; await F(); }")]
    [InlineData("while (true) { {|AIO801:c.Write(data)|}; await F(); } all[0].Write(data);")]
    [InlineData("while (true) { {|AIO801:c.Write(data)|}; await field.DrainAsync(); }")]
    [InlineData("while (true) { {|AIO801:c /* a */ . /* b */ Write /* c */ (/* d */ data)|} /* e */; await F(); }")]
    [InlineData("while (true) { /* x */ {|AIO801:c.Write(data: data)|} /* y */; await F(); Func<Coroutine> later = () => c.DrainAsync(); }")]
    public Task ALoopThatNeverDrains(string lines) => Fix(lines);

    [Theory]
    [InlineData("while (await c.ReadLineAsync() is not null) { {|AIO851:c.Write(\"ok\"u8)|}; }")]
    [InlineData("while (true) { {|AIO851:c.Write(data.AsSpan(1))|}; await F(); }")]
    [InlineData("while (true) { c?{|AIO851:.Write(data)|}; await F(); }")]
    [InlineData("while (true) { await F(); lock (gate) { {|AIO851:c.Write(data)|}; } }")]
    public Task WhatCannotBeAwaited(string lines) => Verify.Unfixable(Code(lines));

    [Theory]
    [InlineData("c.Write(data);")]
    [InlineData("while (true) { c.Write(data); await c.DrainAsync(); }")]
    [InlineData("while (true) { c.Write(data); await c.WriteLineAsync(\"\"); }")]
    [InlineData("while (true) { foreach (var part in new[] { data }) { c.Write(part); } await c.DrainAsync(); }")]
    [InlineData("foreach (var part in new[] { data }) { c.Write(part); } await c.DrainAsync();")]
    [InlineData("while (true) { c.Write(data); await Pass(c); }")]
    [InlineData("foreach (var each in all) { each.Write(data); await F(); }")]
    [InlineData("foreach (var i in all) { var each = all[0]; each.Write(data); await F(); }")]
    [InlineData("foreach (var i in all) { all[0].Write(data); await F(); }")]
    [InlineData("while (true) { await F(); Action write = () => c.Write(data); }")]
    [InlineData("while (true) { await F(); new System.IO.MemoryStream().Write(data); }")]
    public Task WhatIsDrainedOrNotRepeated(string lines) => Verify.Silent(Code(lines));

    [Theory]
    [InlineData("while (true) { {|AIO801:c.Write(data)|}; if (data.Length > 1) { c.Write(new byte[1]); } await F(); }", "while (true) { await c.WriteAsync(data); if (data.Length > 1) { await c.WriteAsync(new byte[1]); } await F(); }")]
    [InlineData("while (true) { {|AIO801:c.Write(data)|}; foreach (var part in new[] { data }) { c.Write(part); } await F(); }", "while (true) { await c.WriteAsync(data); foreach (var part in new[] { data }) { await c.WriteAsync(part); } await F(); }")]
    [InlineData("while (true) { {|AIO801:c.Write(data)|}; {|AIO801:field.Write(data)|}; await F(); }", "while (true) { await c.WriteAsync(data); await field.WriteAsync(data); await F(); }")]
    public Task SeveralWrites_AreOneFindingForEachConnection(string lines, string written) => Verify.Fix(Code(lines), Code(written));

    [Fact]
    public Task OneWriteOfASpan_LeavesAllOfThem() =>
        Verify.Unfixable(Code("while (true) { {|AIO851:c.Write(data)|}; c.Write(\"ok\"u8); await F(); }"));

    [Fact]
    public Task ASynchronousFunction_IsDrainedByItsCaller() =>
        Verify.Silent(Code("foreach (var part in new[] { data }) { c.Write(part); }", "void M(Connection c, byte[] data)"));

    [Fact]
    public Task ACoroutineThatIsNotAsync_BecomesAsync() => Verify.Fix(
        Code("foreach (var part in new[] { data }) { {|AIO801:c.Write(part)|}; }\n    return default;", "Coroutine M(Connection c, byte[] data)"),
        Code("foreach (var part in new[] { data }) { await c.WriteAsync(part); }", "async Coroutine M(Connection c, byte[] data)"));

    [Fact]
    public Task Message_NamesTheCall() => Verify.Says(
        Code("while (true) { {|#0:c.Write(data)|}; await F(); }"), "AIO801",
        "The loop writes faster than a slow peer reads, and the rest is buffered without a limit: use 'await c.WriteAsync(data)'");

    [Fact]
    public Task Message_OfASpan() => Verify.Says(
        Code("while (true) { {|#0:c.Write(\"ok\"u8)|}; await F(); }"), "AIO851",
        "The loop writes faster than a slow peer reads, and the rest is buffered without a limit: await 'DrainAsync' of the connection in the loop");

    [Fact]
    public Task Message_OfAPlaceWithoutAwait() => Verify.Says(
        Code("while (true) { await F(); lock (gate) { {|#0:c.Write(data)|}; } }"), "AIO851",
        "The loop writes faster than a slow peer reads, and the rest is buffered without a limit: 'await' is not allowed in a lock: move 'await c.WriteAsync(data)' out of it");

    private static Task Fix(string lines)
    {
        var written = System.Text.RegularExpressions.Regex.Replace(lines, @"\{\|AIO801:(.*?)\bWrite\b(.*?)\|\}", "await $1WriteAsync$2");
        return Verify.Fix(Code(lines), Code(written));
    }
}
