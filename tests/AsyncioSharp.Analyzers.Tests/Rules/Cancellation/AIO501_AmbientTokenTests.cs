using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.AmbientTokenAnalyzer, AsyncioSharp.CodeFixes.AmbientTokenFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class AmbientTokenTests
{
    private const string Callees =
        "\n}\nSystem.Net.Http.HttpClient http = null; System.IO.Stream s = null;\nTask G(int x, int y = 0, CancellationToken c = default) => Task.CompletedTask;\nTask H(params List<int> xs) => Task.CompletedTask; Task H(List<int> xs, CancellationToken c) => Task.CompletedTask;\nasync IAsyncEnumerable<int> Items([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken c = default) { await F(); yield return 1; }\nvoid End() {";

    private static Task Fix(string line, string replacement) => Verify.Fix(Snippet.Coroutine(line + Callees), Snippet.Coroutine(replacement + Callees));

    private static Task Silent(string line) => Verify.Silent(Snippet.Coroutine(line + Callees));

    [Theory]
    [InlineData("var text = await http.{|AIO501:GetStringAsync|}(\"u\"); Use(text);", "var text = await http.GetStringAsync(\"u\", Asyncio.CurrentToken); Use(text);")]
    [InlineData("await Task.{|AIO501:Delay|}(1);", "await Task.Delay(1, Asyncio.CurrentToken);")]
    [InlineData("await {|AIO501:G|}(1);", "await G(1, c: Asyncio.CurrentToken);")]
    [InlineData("await s.{|AIO501:FlushAsync|}().ConfigureAwait(true);", "await s.FlushAsync(Asyncio.CurrentToken).ConfigureAwait(true);")]
    [InlineData("Use((await s.{|AIO501:ReadAsync|}(new byte[1])) + await s.{|AIO501:ReadAsync|}(new byte[2]));", "Use((await s.ReadAsync(new byte[1], Asyncio.CurrentToken)) + await s.ReadAsync(new byte[2], Asyncio.CurrentToken));")]
    [InlineData("await s.{|AIO501:WriteAsync|}(await System.IO.File.{|AIO501:ReadAllBytesAsync|}(\"a\"));", "await s.WriteAsync(await System.IO.File.ReadAllBytesAsync(\"a\", Asyncio.CurrentToken), Asyncio.CurrentToken);")]
    [InlineData("await foreach (var i in {|AIO501:Items|}()) { }", "await foreach (var i in Items(Asyncio.CurrentToken)) { }")]
    [InlineData("Func<Coroutine> f = async () => await t.{|AIO501:WaitAsync|}(d); await f();", "Func<Coroutine> f = async () => await t.WaitAsync(d, Asyncio.CurrentToken); await f();")]
    [InlineData("await Asyncio.Timeout(1, async scope => { await Task.{|AIO501:Delay|}(d); });", "await Asyncio.Timeout(1, async scope => { await Task.Delay(d, Asyncio.CurrentToken); });")]
    public Task P44_ForeignAwait(string line, string replacement) => Fix(line, replacement);

    // A call that waits for the task passes a cancellation of its caller on to it, but a .NET task stops only by its token.
    [Theory]
    [InlineData("await Asyncio.FromTask({|AIO501:G|}(1, 2));", "await Asyncio.FromTask(G(1, 2, Asyncio.CurrentToken));")]
    [InlineData("await Asyncio.WaitFor({|AIO501:G|}(1, 2), 1.0);", "await Asyncio.WaitFor(G(1, 2, Asyncio.CurrentToken), 1.0);")]
    [InlineData("await Asyncio.WaitFor(Asyncio.FromTask({|AIO501:G|}(1, 2)), 1.0);", "await Asyncio.WaitFor(Asyncio.FromTask(G(1, 2, Asyncio.CurrentToken)), 1.0);")]
    [InlineData("await Asyncio.Gather({|AIO501:G|}(1, 2), {|AIO501:G|}(3, 4));", "await Asyncio.Gather(G(1, 2, Asyncio.CurrentToken), G(3, 4, Asyncio.CurrentToken));")]
    [InlineData("await Task.WhenAll({|AIO501:G|}(1, 2), t);", "await Task.WhenAll(G(1, 2, Asyncio.CurrentToken), t);")]
    [InlineData("await Task.WhenAll(new[] { {|AIO501:G|}(1, 2) });", "await Task.WhenAll(new[] { G(1, 2, Asyncio.CurrentToken) });")]
    [InlineData("await Task.WhenAll([{|AIO501:G|}(1, 2)]);", "await Task.WhenAll([G(1, 2, Asyncio.CurrentToken)]);")]
    [InlineData("await Task.WhenAll(xs.Select(x => {|AIO501:G|}(x, 2)));", "await Task.WhenAll(xs.Select(x => G(x, 2, Asyncio.CurrentToken)));")]
    [InlineData("await Task.WhenAll(xs.Select(x => {|AIO501:G|}(x, 2)).ToList());", "await Task.WhenAll(xs.Select(x => G(x, 2, Asyncio.CurrentToken)).ToList());")]
    [InlineData("await await Task.WhenAny({|AIO501:G|}(1, 2), t);", "await await Task.WhenAny(G(1, 2, Asyncio.CurrentToken), t);")]
    public Task AwaitedThroughAnotherCall(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("await Asyncio.Shield(G(1, 2));")]
    [InlineData("var kept = Asyncio.FromTask(G(1, 2)); await kept;")]
    [InlineData("var all = Task.WhenAll(G(1, 2), t); await all;")]
    [InlineData("Use(Task.WhenAll(G(1, 2), t)); await F();")]
    [InlineData("Use(xs.Select(x => G(x, 2))); await F();")]
    [InlineData("await Asyncio.FromTask(G(1, c: CancellationToken.None));")]
    [InlineData("await Task.WhenAll(xs.Select(x => G(x, c: default)));")]
    public Task WhatOutlivesTheCaller_OrHasAToken(string line) => Silent(line);

    [Theory]
    [InlineData("await {|AIO551:H|}(1, 2);")]
    [InlineData("await {|AIO551:G|}(\n#if A\n1\n#else\n2\n#endif\n);")]
    public Task MoreHasToChange(string line) => Verify.Unfixable(Snippet.Coroutine(line + Callees));

    private const string Tokenless =
        "\n}\nSystem.Net.WebClient web = null; System.IO.StringReader text = null; Func<Task> call = null;\n" +
        "Task P() => Task.CompletedTask; Task<int> Q(int x) => null; ValueTask R() => default; Task Busy(int x, CancellationToken c, int y) => null; Task Busy(int x) => null;\n" +
        "interface IUnknown { Task Load(); } IUnknown Unknown = null; Task With(Options options) => null; class Options { public CancellationToken Token { get; } }\nvoid End() {";

    // Nothing can stop the wait for such a call, and a timeout around it ends without an exception.
    [Theory]
    [InlineData("await {|AIO551:P|}();")]
    [InlineData("Use(await {|AIO551:Q|}(1));")]
    [InlineData("await {|AIO551:R|}();")]
    [InlineData("await ({|AIO551:P|}());")]
    [InlineData("await this.{|AIO551:P|}().ConfigureAwait(true);")]
    [InlineData("Use(await web.{|AIO551:DownloadStringTaskAsync|}(\"u\"));")]
    [InlineData("await Asyncio.Timeout(1, async scope => { await {|AIO551:P|}(); });")]
    [InlineData("await Asyncio.WaitFor(Load(), 1.0); async Coroutine Load() => await {|AIO551:P|}();")]
    [InlineData("await Local(); Task Local() => null;", "Local")]
    public Task NoOverloadTakesAToken(string line, string? marked = null) => Verify.Unfixable(Snippet.Coroutine(
        "#pragma warning disable SYSLIB0014\n" + (marked is null ? line : line.Replace($"await {marked}", $"await {{|AIO551:{marked}|}}")) + Tokenless));

    [Theory]
    [InlineData("await Asyncio.FromTask(P());")]
    [InlineData("await Asyncio.FromTask(R().AsTask());")]
    [InlineData("await Asyncio.WaitFor(P(), 1.0);")]
    [InlineData("await Asyncio.Gather(Q(1), Q(2));")]
    [InlineData("await P().WaitAsync(Asyncio.CurrentToken);")]
    [InlineData("var kept = P(); await kept; await call(); await t;")]
    [InlineData("await Task.Run(() => 1); await Task.FromResult(1); await Task.WhenAll(t, P());")]
    [InlineData("await Busy(1); await With(null);")]
    [InlineData("await OnLoop(); await Through(); async Task OnLoop() => await F(); Task Through() => OnLoop();")]
    [InlineData("await Unknown.Load(); ")]
    [InlineData("Use(await text.ReadToEndAsync());")]
    [InlineData("try { await F(); } finally { await P(); }")]
    [InlineData("await Asyncio.Sleep(1); await F(); using var m = new System.IO.MemoryStream(); await m.DisposeAsync();")]
    public Task WaitThatCanBeCanceled(string line) => Verify.Silent(Snippet.Coroutine(line + Tokenless));

    [Fact]
    public Task NoOverloadTakesAToken_OffTheLoop() => Verify.Silent(Snippet.AsyncTask("await P(); await Task.Run(async () => await P());" + Tokenless));

    [Fact]
    public Task NoOverloadTakesAToken_BesideATokenInScope() => Verify.Unfixable(Snippet.Members(
        "Task P() => null; async Coroutine M(CancellationToken token) { await {|AIO551:P|}(); }"));

    [Theory]
    [InlineData("await {|#0:P|}();", "P", "Asyncio.FromTask(P())")]
    [InlineData("await {|#0:R|}();", "R", "Asyncio.FromTask(R().AsTask())")]
    public Task TokenlessMessage_StopsTheWait(string line, string name, string future) => Verify.Says(
        Snippet.Coroutine(line + Tokenless), "AIO551", $"'C.{name}' ignores cancellation of the current task: " +
            $"no overload takes a token, so a timeout takes effect only after it; to stop waiting at once, write 'await {future}'");

    [Theory]
    [InlineData("await Task.Delay(1, default);")]
    [InlineData("await Task.Delay(1, CancellationToken.None);")]
    [InlineData("await G(1, c: CancellationToken.None);")]
    [InlineData("await Task.Delay(1).WaitAsync(Asyncio.CurrentToken);")]
    [InlineData("await foreach (var i in Items().WithCancellation(default)) { }")]
    public Task N67_ExplicitTokens(string line) => Silent(line);

    [Theory]
    [InlineData("try { await F(); } finally { await s.FlushAsync(); }")]
    [InlineData("try { await F(); } catch (OperationCanceledException) { await s.FlushAsync(); throw; }")]
    [InlineData("try { await F(); } catch (OperationCanceledException) { } await s.FlushAsync();")]
    public Task N68_Cleanup(string line) => Silent(line);

    [Theory]
    [InlineData("await Task.Run(() => Use(1));")]
    [InlineData("await Task.Run(async () => await Task.Delay(1));")]
    [InlineData("var delay = Task.Delay(1); await delay;")]
    [InlineData("await Task.WhenAny(t, Task.Delay(1));")]
    [InlineData("await Task.WhenAll(t, t);")]
    [InlineData("await F(); await Asyncio.Sleep(1);")]
    [InlineData("await new System.IO.MemoryStream().FlushAsync();")]
    [InlineData("Func<Task> f = async () => await Task.Delay(1); Use(f); await F();")]
    public Task WhatTheCancellationReaches_OrNoTokenHelps(string line) => Silent(line);

    [Fact]
    public async Task TokensThatWereGiven_AreTheOtherRules()
    {
        await Verify.Silent(Snippet.Members("async Coroutine M(CancellationToken ct) { await Task.Delay(1); }"));
        await Verify.Silent(Snippet.Members("async Coroutine M(CancellationToken a, CancellationToken b) { await Task.Delay(1); }"));
        await Verify.Fix(
            Snippet.Members("CancellationToken stop; async Coroutine M() { await Task.{|AIO501:Delay|}(1); }"),
            Snippet.Members("CancellationToken stop; async Coroutine M() { await Task.Delay(1, Asyncio.CurrentToken); }"));
    }

    [Fact]
    public async Task CodeThatMayNotBeOnTheLoop_IsSilent()
    {
        await Verify.Silent(Snippet.AsyncTask("await Task.Delay(1);"));
        await Verify.Silent(Snippet.Sync("Use(Task.Delay(1));"));
    }

    [Fact]
    public Task Message_NamesTheCall() => Verify.Says(
        Snippet.Coroutine("await Task.{|#0:Delay|}(d);"), "AIO501", "'Task.Delay' ignores cancellation of the current task: write 'Task.Delay(d, Asyncio.CurrentToken)'");

    [Fact]
    public Task UnfixableMessage_NamesTheReason() => Verify.Says(
        Snippet.Coroutine("await {|#0:H|}(1, 2);" + Callees), "AIO551", "'C.H' ignores cancellation of the current task: pass 'Asyncio.CurrentToken', but its last arguments have to become one");
}
