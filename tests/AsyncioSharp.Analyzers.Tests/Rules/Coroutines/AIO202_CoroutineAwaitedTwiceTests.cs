using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.CoroutineAwaitedTwiceAnalyzer, AsyncioSharp.CodeFixes.CoroutineAwaitedTwiceFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class CoroutineAwaitedTwiceTests
{
    private static Task Fix(string line, string replacement) => Verify.Fix(Snippet.Coroutine(line + "\nawait t;"), Snippet.Coroutine(replacement + "\nawait t;"));

    private static Task Unfixable(string line) => Verify.Unfixable(Snippet.Coroutine(line + "\nawait t;"));

    private static Task Silent(string line) => Verify.Silent(Snippet.Coroutine(line + "\nawait t;"));

    [Theory]
    [InlineData("var c = V(); var a = await c; var b = await {|AIO202:c|};", "var c = Asyncio.CreateTask(V()); var a = await c; var b = await c;")]
    [InlineData("Coroutine<int> c = V(); Use(await c + await {|AIO202:c|});", "var c = Asyncio.CreateTask(V()); Use(await c + await c);")]
    [InlineData("var c = F(); await c; if (xs.Count > 0) { await {|AIO202:c|}; }", "var c = Asyncio.CreateTask(F()); await c; if (xs.Count > 0) { await c; }")]
    [InlineData("var c = F(); await c; await {|AIO202:c|}; await c;", "var c = Asyncio.CreateTask(F()); await c; await c; await c;")]
    [InlineData("/* a */ Coroutine /* b */ c = /* c */ F() /* d */; // e\nawait c; await {|AIO202:c|};", "/* a */ var /* b */ c = /* c */ Asyncio.CreateTask(F()) /* d */; // e\nawait c; await c;")]
    [InlineData("using (new Timer(_ => { })) { var c = F(); await c; await {|AIO202:c|}; }", "using (new Timer(_ => { })) { var c = Asyncio.CreateTask(F()); await c; await c; }")]
    [InlineData("Func<Coroutine> f = async () => { var c = F(); await c; await {|AIO202:c|}; };", "Func<Coroutine> f = async () => { var c = Asyncio.CreateTask(F()); await c; await c; };")]
    [InlineData("async Task L() { var c = F(); await c; await {|AIO202:c|}; } await L();", "async Task L() { var c = Asyncio.CreateTask(F()); await c; await c; } await L();")]
    public Task P28_AwaitedAgain(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("var c = F(); while (xs.Count > 0) { await {|AIO202:c|}; }", "var c = Asyncio.CreateTask(F()); while (xs.Count > 0) { await c; }")]
    [InlineData("var c = F(); foreach (var i in xs) { Use(i); await {|AIO202:c|}; }", "var c = Asyncio.CreateTask(F()); foreach (var i in xs) { Use(i); await c; }")]
    [InlineData("var c = F(); while (true) { await {|AIO202:c|}; if (xs.Count > 0) { break; } }", "var c = Asyncio.CreateTask(F()); while (true) { await c; if (xs.Count > 0) { break; } }")]
    public Task P28_InALoop(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("var c = V(); var (a, b) = await Asyncio.Gather(c, c); Use(await {|AIO202:c|});", "var c = Asyncio.CreateTask(V()); var (a, b) = await Asyncio.Gather(c, c); Use(await c);")]
    [InlineData("var c = F(); await Asyncio.Gather(c, t); await {|AIO202:c|};", "var c = Asyncio.CreateTask(F()); await Asyncio.Gather(c, t); await c;")]
    [InlineData("var c = V(); await c; Use(await Asyncio.WaitFor({|AIO202:c|}, d));", "var c = Asyncio.CreateTask(V()); await c; Use(await Asyncio.WaitFor(c, d));")]
    public Task P28_GivenToTheRuntime(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("var c = F(); await Asyncio.CreateTask(c); await {|AIO252:c|};")]
    [InlineData("var c = F(); await c; await {|AIO252:c|}; Use(c);")]
    [InlineData("Coroutine c = F(), e = F(); await e; await c; await {|AIO252:c|};")]
    [InlineData("Coroutine c; c = F(); await c; await {|AIO252:c|};")]
    [InlineData("var c = F(); await c; c = F(); await c; await {|AIO252:c|};")]
    [InlineData("foreach (var c in new List<Coroutine>()) { await c; await {|AIO252:c|}; }")]
    [InlineData("await Task.Run(async () => { var c = F(); await c; await {|AIO252:c|}; });")]
    public Task DeclarationCannotBecomeATask(string line) => Unfixable(line);

    [Fact]
    public Task Parameters() => Verify.Unfixable(Snippet.Members(
        "async Coroutine M(Coroutine c) { await c; await {|AIO252:c|}; } async Coroutine N(Coroutine c) { for (;;) { await {|AIO252:c|}; } }"));

    [Theory]
    [InlineData("Coroutine? c = xs.Count > 0 ? F() : null; if (c is not null) await c.Value;")]
    [InlineData("var c = F(); try { await c; } catch (InvalidOperationException) { }")]
    [InlineData("var c = F(); if (xs.Count > 0) await c; else await Asyncio.CreateTask(c);")]
    [InlineData("var c = F(); c.Close();")]
    [InlineData("var c = V(); var (a, b) = await Asyncio.Gather(c, c);")]
    [InlineData("var c = V(); Use(await Asyncio.Gather([c, c]));")]
    [InlineData("var c = F(); await c; c.Close();")]
    public Task N55_To_N58_OncePerPath(string line) => Silent(line);

    [Theory]
    [InlineData("LoopTask<int> c = Asyncio.CreateTask(V()); var a = await c; var b = await c;")]
    [InlineData("var map = new Dictionary<int, Coroutine<int>>(); if (map.TryGetValue(1, out var c)) { await c; }")]
    [InlineData("var q = new AsyncQueue<Coroutine>(); var c = F(); q.TryPut(c); q.TryPut(c); await c;")]
    [InlineData("var v = new ValueTask<int>(1); await v;")]
    public Task N60_To_N62_OtherValues(string line) => Silent(line);

    [Theory]
    [InlineData("var c = F(); if (xs.Count > 0) { await c; c = F(); } await c;")]
    [InlineData("var c = F(); await c; c = F(); await c;")]
    [InlineData("Coroutine c = F(); for (var i = 0; i < 3; i++) { await c; c = F(); }")]
    [InlineData("foreach (var i in xs) { var c = W(i); await c; }")]
    [InlineData("foreach (var c in xs.Select(i => W(i))) { await c; }")]
    [InlineData("var c = V(); c = W(await c); await c;")]
    [InlineData("var map = new Dictionary<int, Coroutine>(); while (map.Remove(1, out var c)) { await c; }")]
    [InlineData("object o = t; while (o is Coroutine c) { await c; }")]
    [InlineData("Coroutine c = F(), e = F(); for (;;) { await c; (c, e) = (e, F()); }")]
    [InlineData("var c = F(); for (;;) { try { await c; } finally { c = F(); } }")]
    public Task WrittenInBetween(string line) => Silent(line);

    [Theory]
    [InlineData("var c = F(); if (xs.Count > 0) await c; if (xs.Count == 0) await c;")]
    [InlineData("var c = F(); foreach (var i in xs) { if (i == 3) { await c; } }")]
    [InlineData("var c = F(); foreach (var i in xs) { await c; break; }")]
    [InlineData("var c = F(); while (true) { await c; if (xs.Count > 0) { c = F(); } else { return; } }")]
    [InlineData("var c = F(); try { await F(); await c; } catch (InvalidOperationException) { await c; }")]
    [InlineData("var c = F(); try { await F(); await c; } catch (InvalidOperationException) { } await c;")]
    [InlineData("Coroutine c = default; await c; await c;")]
    [InlineData("var c = Coroutine.Completed; await c; await c;")]
    [InlineData("var c = F(); Func<Coroutine> f = async () => { c = F(); await t; }; await c; await f(); await c;")]
    [InlineData("var c = F(); ref var r = ref c; await t;")]
    public Task Doubtful(string line) => Silent(line);

    [Fact]
    public Task Message_NamesTheDeclaration() => Verify.Says(
        Snippet.Coroutine("Coroutine<int> c = W(1); await c; await {|#0:c|};"),
        "AIO202",
        "'c' has already been awaited, and a second await throws: write 'var c = Asyncio.CreateTask(W(1))' where it is created");

    [Fact]
    public Task UnfixableMessage_NamesTheWay() => Verify.Says(
        Snippet.Members("async Coroutine M(Coroutine c) { await c; await {|#0:c|}; }"),
        "AIO252",
        "'c' has already been awaited, and a second await throws: await a task created with 'Asyncio.CreateTask', or create a new coroutine");

    [Theory]
    [InlineData("var h = F(); var i = h; await h; await {|AIO252:i|};")]
    [InlineData("var h = F(); var i = h; await i; await {|AIO252:h|};")]
    [InlineData("var h = F(); var i = h; var j = i; await j; await {|AIO252:i|};")]
    [InlineData("var h = F(); Coroutine i = (h); await h; await Asyncio.CreateTask({|AIO252:i|});")]
    [InlineData("var h = F(); while (xs.Count > 0) { var i = h; await {|AIO252:i|}; }")]
    public Task Copies(string line) => Verify.Unfixable(Snippet.Coroutine(line));

    [Fact]
    public Task CopyOfAParameter() => Verify.Unfixable(Snippet.Members("async Coroutine M(Coroutine h) { var i = h; await h; await {|AIO252:i|}; }"));

    [Theory]
    [InlineData("var h = F(); var i = h; h = F(); await h; await i;")]
    [InlineData("var h = F(); var i = h; i = F(); await h; await i;")]
    [InlineData("var h = F(); var i = h; if (xs.Count > 0) await h; else await i;")]
    [InlineData("var h = F(); var i = h; await i;")]
    [InlineData("var h = F(); var i = h; Change(ref h); await h; await i; void Change(ref Coroutine c) => c = F();")]
    [InlineData("var h = F(); var i = h; (h, var n) = (F(), 1); await h; await i;")]
    public Task CopiesThatDiffer(string line) => Verify.Silent(Snippet.Coroutine(line));

    [Fact]
    public Task CopyMessage_NamesTheVariable() => Verify.Says(
        Snippet.Coroutine("var h = F(); var i = h; await h; await {|#0:i|};"), "AIO252",
        "'i' has already been awaited, and a second await throws: await a task created with 'Asyncio.CreateTask', or create a new coroutine");
}
