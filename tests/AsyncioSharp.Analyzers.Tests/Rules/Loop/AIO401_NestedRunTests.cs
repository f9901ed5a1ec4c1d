using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.NestedRunAnalyzer, AsyncioSharp.CodeFixes.NestedRunFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class NestedRunTests
{
    private static Task Fix(string line, string replacement) => Verify.Fix(Snippet.Coroutine(line + "\nawait t;"), Snippet.Coroutine(replacement + "\nawait t;"));

    private static Task Unfixable(string line) => Verify.Unfixable(Snippet.Coroutine(line + "\nawait t;"));

    private static Task Silent(string line) => Verify.Silent(Snippet.Coroutine(line + "\nawait t;"));

    [Theory]
    [InlineData("{|AIO401:Asyncio.Run(F())|};", "await F();")]
    [InlineData("var v = {|AIO401:Asyncio.Run(V())|};", "var v = await V();")]
    [InlineData("{|AIO401:Asyncio.Run(() => F())|};", "await F();")]
    [InlineData("{|AIO401:Asyncio.Run(async () => await F())|};", "await F();")]
    [InlineData("{|AIO401:Asyncio.Run(F)|};", "await F();")]
    [InlineData("{|AIO401:Asyncio.Run(new C().V)|};", "await new C().V();")]
    [InlineData("Func<Coroutine> f = F; {|AIO401:Asyncio.Run(f)|};", "Func<Coroutine> f = F; await f();")]
    [InlineData("Func<Coroutine<int>> f = V; Use({|AIO401:Asyncio.Run(f ?? V)|});", "Func<Coroutine<int>> f = V; Use(await (f ?? V)());")]
    [InlineData("{|AIO401:Asyncio.Run(main: F())|};", "await F();")]
    [InlineData("{|AIO401:AsyncioSharp.Testing.TestLoop.Run(() => F())|};", "await F();")]
    [InlineData("{|AIO401:Asyncio.Run(xs.Count > 0 ? F() : default)|};", "await (xs.Count > 0 ? F() : default);")]
    [InlineData("using var runner = new AsyncioRunner(); {|AIO401:runner.Run(F())|};", "using var runner = new AsyncioRunner(); await F();")]
    [InlineData("using var runner = new AsyncioRunner(); Use({|AIO401:runner.Run(V)|});", "using var runner = new AsyncioRunner(); Use(await V());")]
    [InlineData("Use({|AIO401:new AsyncioRunner().Run(() => V())|});", "Use(await V());")]
    public Task P31_InCoroutine_FixAwaits(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("Use({|AIO401:Asyncio.Run(V())|}.ToString().Length);", "Use((await V()).ToString().Length);")]
    [InlineData("Use({|AIO401:Asyncio.Run(V())|} + xs[{|AIO401:Asyncio.Run(V())|}]);", "Use(await V() + xs[await V()]);")]
    [InlineData("Use(-{|AIO401:Asyncio.Run(V())|});", "Use(-await V());")]
    [InlineData("Use($\"{{|AIO401:Asyncio.Run(V())|}}\");", "Use($\"{await V()}\");")]
    [InlineData("while ({|AIO401:Asyncio.Run(V())|} > 0) { }", "while (await V() > 0) { }")]
    public Task D01_Parentheses(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("Use({|AIO401:Asyncio.Run(W({|AIO401:Asyncio.Run(V())|}))|});", "Use(await W(await V()));")]
    [InlineData("Use({|AIO401:Asyncio.Run(() => W({|AIO401:Asyncio.Run(() => V())|}))|});", "Use(await W(await V()));")]
    public Task D02_D03_Nested(string line, string replacement) => Fix(line, replacement);

    [Fact]
    public Task D14_CommentsStay() => Fix(
        "/* a */ {|AIO401:Asyncio./* b */Run( /* c */ () => /* d */ F() /* e */ )|} /* f */; // g",
        "/* a */ await /* b */ /* c */ /* d */ F() /* e */ /* f */; // g");

    [Theory]
    [InlineData("lock (gate) { {|AIO451:Asyncio.Run(F())|}; }")]
    [InlineData("unsafe { {|AIO451:Asyncio.Run(F())|}; }")]
    [InlineData("try { await t; } catch (Exception) when ({|AIO451:Asyncio.Run(V())|} > 0) { }")]
    [InlineData("Span<int> s = new int[2]; s[0] = {|AIO451:Asyncio.Run(V())|};")]
    [InlineData("Span<int> s = new int[2]; var v = {|AIO451:Asyncio.Run(V())|}; s[0] = v;")]
    [InlineData("var v = string.Concat(\"a\".AsSpan(), {|AIO451:Asyncio.Run(V())|}.ToString());")]
    [InlineData("xs.ForEach(x => {|AIO451:Asyncio.Run(F())|});")]
    [InlineData("var q = (from x in xs select {|AIO451:Asyncio.Run(W(x))|}).ToList();")]
    [InlineData("int L() => {|AIO451:Asyncio.Run(V())|}; Use(L());")]
    public Task P08_AwaitIsIllegal(string line) => Unfixable(line);

    [Fact]
    public Task D21_FirstQuerySource_IsFixed() => Verify.Fix(
        Snippet.Members("Coroutine<int[]> A() => default; async Coroutine M() { var q = from x in {|AIO401:Asyncio.Run(A())|} select x; await F(); }"),
        Snippet.Members("Coroutine<int[]> A() => default; async Coroutine M() { var q = from x in await A() select x; await F(); }"));

    [Theory]
    [InlineData("{|AIO451:Asyncio.Run(F(), new RunOptions())|};")]
    [InlineData("{|AIO451:Asyncio.Run(async () => { await t; })|};")]
    [InlineData("{|AIO451:Asyncio.Run(async Coroutine () => await t)|};")]
    [InlineData("{|AIO451:Asyncio.Run(() => { return F(); })|};")]
    [InlineData("{|AIO451:Asyncio.Run(\n#if A\nF()\n#else\nF()\n#endif\n)|};")]
    public Task NoFormFits(string line) => Unfixable(line);

    [Fact]
    public Task D54_UpdateOfSharedState() => Verify.Unfixable(
        Snippet.Members("int total; async Coroutine M() { total += {|AIO451:Asyncio.Run(V())|}; await F(); }"));

    [Fact]
    public Task D54_UpdateOfALocal_IsFixed() => Fix("var n = 0; n += {|AIO401:Asyncio.Run(V())|};", "var n = 0; n += await V();");

    [Fact]
    public Task CoroutineWithoutAsync() => Verify.Fix(
        Snippet.Members(
            """
            Coroutine<int> A() => W({|AIO401:Asyncio.Run(V())|});
            Coroutine B() { {|AIO401:Asyncio.Run(F())|}; return Coroutine.Completed; }
            Func<Coroutine> f = () => { {|AIO401:Asyncio.Run(Asyncio.Sleep(1))|}; return Coroutine.Completed; };
            """),
        Snippet.Members(
            """
            async Coroutine<int> A() => await W(await V());
            async Coroutine B() { await F(); }
            Func<Coroutine> f = async () => { await Asyncio.Sleep(1); };
            """));

    [Fact]
    public Task LoopCallbacks_AreOnTheLoop() => Verify.Unfixable(
        Snippet.Members("void M(EventLoop loop) { loop.CallSoon(() => {|AIO451:Asyncio.Run(F())|}); }"));

    [Fact]
    public Task AsyncLocalFunctionCalledFromACoroutine() => Verify.Fix(
        Snippet.Coroutine("async Task L() { {|AIO401:Asyncio.Run(F())|}; await t; } await L();"),
        Snippet.Coroutine("async Task L() { await F(); await t; } await L();"));

    [Theory]
    [InlineData("static int Main() { Asyncio.Run(F()); return 0; } static Coroutine F() => default;")]
    [InlineData("static async Task Main() { Asyncio.Run(F()); await Task.Yield(); } static Coroutine F() => default;")]
    [InlineData("public void Test() => Asyncio.Run(() => F()); static Coroutine F() => default;")]
    [InlineData("public async Task Test() { Asyncio.Run(() => F()); await Task.Yield(); } static Coroutine F() => default;")]
    public Task N38_EntryPoints(string member) => Verify.Silent(Snippet.File($"class P {{ {member} }}"));

    [Theory]
    [InlineData("await Task.Run(() => Asyncio.Run(F()));")]
    [InlineData("await Asyncio.ToThread(() => Asyncio.Run(V()));")]
    [InlineData("new Thread(() => Asyncio.Run(F())).Start();")]
    [InlineData("await Task.Run(async Coroutine () => { Asyncio.Run(F()); await t; });")]
    [InlineData("Expression<Action> e = () => Asyncio.Run(F(), null);")]
    public Task OffTheLoop_IsSilent(string line) => Silent(line);

    [Fact]
    public Task OtherRuns_AreSilent() => Silent("await TaskGroup.Run(async group => await t); await Task.Run(() => 1);");

    [Fact]
    public Task TopLevel_IsSilent()
    {
        var test = Verify.Create("using AsyncioSharp;\nAsyncio.Run(F());\nawait System.Threading.Tasks.Task.Yield();\nstatic Coroutine F() => default;\n");
        test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication;
        return test.RunAsync();
    }

    [Fact]
    public Task Message_NamesTheAwait() => Verify.Says(
        Snippet.Coroutine("{|#0:Asyncio.Run(() => x.W(1))|};"),
        "AIO401",
        "'Asyncio.Run' throws because the event loop is already running: write 'await x.W(1)'");

    [Fact]
    public Task UnfixableMessage_NamesTheObstacle() => Verify.Says(
        Snippet.Coroutine("lock (gate) { {|#0:Asyncio.Run(F())|}; } await t;"),
        "AIO451",
        "'Asyncio.Run' throws because the event loop is already running, and 'await' is not allowed in a lock: move 'await F()' out of it");
}
