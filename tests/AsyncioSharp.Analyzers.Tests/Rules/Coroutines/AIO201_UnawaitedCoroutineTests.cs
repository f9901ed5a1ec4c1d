using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.UnawaitedCoroutineAnalyzer, AsyncioSharp.CodeFixes.UnawaitedCoroutineFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class UnawaitedCoroutineTests
{
    private static Task Fix(string line, string replacement) => Verify.Fix(Snippet.Coroutine(line + "\nawait t;"), Snippet.Coroutine(replacement + "\nawait t;"));

    private static Task Unfixable(string line) => Verify.Unfixable(Snippet.Coroutine(line + "\nawait t;"));

    private static Task Silent(string line) => Verify.Silent(Snippet.Coroutine(line + "\nawait t;"));

    [Theory]
    [InlineData("{|AIO201:F()|};", "await F();")]
    [InlineData("{|AIO201:this.V()|};", "await this.V();")]
    [InlineData("{|AIO201:Asyncio.Sleep(1)|};", "await Asyncio.Sleep(1);")]
    [InlineData("{|AIO201:new C().F()|}; // now", "await new C().F(); // now")]
    [InlineData("if (xs.Count > 0) {|AIO201:F()|}; else {|AIO201:V()|};", "if (xs.Count > 0) await F(); else await V();")]
    [InlineData("Func<Coroutine> f = async () => {|AIO201:F()|};", "Func<Coroutine> f = async () => await F();")]
    [InlineData("Func<Coroutine> f = F; {|AIO201:f()|};", "Func<Coroutine> f = F; await f();")]
    [InlineData("new AsyncQueue<int>().TryPut(1); {|AIO201:new AsyncQueue<int>().GetAsync()|};", "new AsyncQueue<int>().TryPut(1); await new AsyncQueue<int>().GetAsync();")]
    public Task Statement_FixAwaits(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("_ = {|AIO201:F()|};", "await F();")]
    [InlineData("_ = {|AIO201:V()|};", "_ = await V();")]
    [InlineData("/* a */ _ /* b */ = {|AIO201:F()|} /* c */; // d", "/* a */ /* b */ await F() /* c */; // d")]
    [InlineData("_ = {|AIO201:xs.Count > 0 ? F() : default|};", "await (xs.Count > 0 ? F() : default);")]
    [InlineData("_ = {|AIO201:xs.Count switch { 0 => F(), _ => F() }|};", "await (xs.Count switch { 0 => F(), _ => F() });")]
    [InlineData("_ = {|AIO201:(Coroutine)F()|};", "await ((Coroutine)F());")]
    public Task P22_D38_Discard(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("var c = {|AIO201:F()|};", "await F();")]
    [InlineData("Coroutine c = {|AIO201:F()|};", "await F();")]
    [InlineData("var c = {|AIO201:V()|};", "var c = await V();")]
    [InlineData("Coroutine<int> c = {|AIO201:V()|};", "await V();")]
    public Task P23_UnreadLocal(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("Coroutine c = {|AIO201:F()|}; c = F(); await c;", "await F(); Coroutine c = F(); await c;")]
    [InlineData("var c = {|AIO201:F()|}; Use(1); c = F(); await c;", "await F(); Use(1); var c = F(); await c;")]
    [InlineData("var c = F(); await c; c = {|AIO201:F()|}; c = F(); await c;", "var c = F(); await c; await F(); c = F(); await c;")]
    [InlineData("var c = {|AIO201:F()|}; c = {|AIO201:F()|}; c = F(); await c;", "await F(); await F(); var c = F(); await c;")]
    public Task P23_OverwrittenLocal(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("Coroutine c; if (xs.Count > 0) c = {|AIO251:F()|}; else c = {|AIO251:F()|};")]
    [InlineData("Coroutine a = {|AIO251:F()|}, b = F(); await b;")]
    [InlineData("var c = {|AIO251:F()|}; c = (Coroutine)F(); await c;")]
    public Task P23_LocalThatHasToStay(string line) => Unfixable(line);

    [Theory]
    [InlineData("{|AIO201:x?.F()|};", "if (x is not null) await x.F();")]
    [InlineData("_ = {|AIO201:x?.F()|};", "if (x is not null) await x.F();")]
    [InlineData("var c = {|AIO201:x?.V()|};", "if (x is not null) await x.V();")]
    [InlineData("/* a */ {|AIO201:x /* b */ ?.F(/* c */)|} /* d */; // e", "/* a */ /* b */ if (x is not null) await x.F(/* c */) /* d */; // e")]
    [InlineData("var y = new C(); {|AIO201:y?.x.F()|};", "var y = new C(); if (y is not null) await y.x.F();")]
    [InlineData("if (xs.Count > 0) {|AIO201:x?.F()|}; else Use(1);", "if (xs.Count > 0) { if (x is not null) await x.F(); } else Use(1);")]
    public Task P21_D04_ConditionalCall(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("{|AIO201:x.x?.F()|};", "if (x.x is { } x2) await x2.F();")]
    [InlineData("{|AIO201:x?.x?.F()|};", "if (x?.x is { } x2) await x2.F();")]
    [InlineData("C GetOther() => x; {|AIO201:GetOther()?.W(1)|};", "C GetOther() => x; if (GetOther() is { } other) await other.W(1);")]
    [InlineData("var all = new C[1]; {|AIO201:all[0]?.F()|};", "var all = new C[1]; if (all[0] is { } value) await value.F();")]
    public Task D04_ReceiverIsEvaluatedOnce(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("var cs = xs.Select(x => W(x)); await Asyncio.Gather(cs); Use({|AIO251:cs.Count()|});")]
    [InlineData("var cs = xs.Select(W); if ({|AIO251:cs.Any()|}) { await Asyncio.Gather(cs); }")]
    [InlineData("Use({|AIO251:xs.Select(x => F()).LongCount()|});")]
    public Task P27_SequenceThatIsMadeAnew(string line) => Verify.Unfixable(Snippet.Coroutine(line));

    [Theory]
    [InlineData("var cs = xs.Select(x => W(x)).ToList(); await Asyncio.Gather(cs); Use(cs.Count());")]
    [InlineData("var cs = xs.Select(x => W(x)); await Asyncio.Gather(cs); Use(xs.Count());")]
    [InlineData("var cs = new[] { V() }; Use(cs.Select(c => c).Count()); await cs[0];")]
    [InlineData("var ts = xs.Select(x => Asyncio.CreateTask(W(x))); Use(ts.Count(t => t.IsDone));")]
    public Task P27_SequenceThatIsThere_IsSilent(string line) => Verify.Silent(Snippet.Coroutine(line));

    [Fact]
    public Task D04_NullableStruct() => Verify.Fix(
        Snippet.Members("struct S { public Coroutine Go() => default; } async Coroutine M(S? s, S? value) { {|AIO201:s?.Go()|}; {|AIO201:value?.Go()|}; }"),
        Snippet.Members("struct S { public Coroutine Go() => default; } async Coroutine M(S? s, S? value) { if (s is { } s2) await s2.Go(); if (value is { } value2) await value2.Go(); }"));

    [Fact]
    public Task P20_SyncMethod() => Verify.Unfixable(Snippet.Sync("{|AIO251:F()|}; _ = {|AIO251:V()|}; {|AIO251:x?.F()|}; var c = {|AIO251:F()|};"));

    [Fact]
    public Task P20_CoroutineMethodWithoutAsync() => Verify.Fix(
        Snippet.Members("Coroutine P() { {|AIO201:F()|}; return F(); } async Coroutine M() { {|AIO201:P()|}; }"),
        Snippet.Members("async Coroutine P() { await F(); await F(); } async Coroutine M() { await P(); }"));

    [Fact]
    public Task PlainAsyncMethod_FixAwaits() => Verify.Fix(Snippet.AsyncTask("{|AIO201:F()|};"), Snippet.AsyncTask("await F();"));

    [Theory]
    [InlineData("Action act = () => {|AIO251:F()|};")]
    [InlineData("Action act = () => { {|AIO251:F()|}; };")]
    [InlineData("xs.ForEach(x => {|AIO251:F()|});")]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += (s, e) => {|AIO251:F()|};")]
    public Task P26_LambdaThatReturnsNothing(string line) => Unfixable(line);

    [Theory]
    [InlineData("{|AIO251:await Task.Run(() => F())|};")]
    [InlineData("{|AIO251:Task.Run(() => F())|};")]
    [InlineData("{|AIO251:await Task.Factory.StartNew(async Coroutine () => await t)|};")]
    [InlineData("await Task.Run(() => { {|AIO251:F()|}; });")]
    [InlineData("await Task.Run(async () => { {|AIO251:F()|}; await t; });")]
    public Task P14_P45_OffTheLoop(string line) => Unfixable(line);

    [Theory]
    [InlineData("lock (gate) { {|AIO251:F()|}; }")]
    [InlineData("unsafe { {|AIO251:F()|}; }")]
    [InlineData("for ({|AIO251:F()|}; xs.Count > 0;) { }")]
    [InlineData("Func<Coroutine> f = async () => {|AIO251:x?.F()|};")]
    [InlineData("for (var c = {|AIO251:F()|}; xs.Count > 0;) { }")]
    public Task AwaitIsIllegal(string line) => Unfixable(line);

    [Theory]
    [InlineData("F();", "no loop runs here yet, so write 'Asyncio.Run(F())'")]
    [InlineData("await System.Threading.Tasks.Task.Yield(); F();", "no loop runs here yet, so write 'Asyncio.Run(F())'")]
    public Task TopLevel_SaysRun(string line, string advice) => EntryPoint(
        line.Replace("F();", "{|#0:F()|};") + "\nstatic AsyncioSharp.Coroutine F() => default;\n", advice);

    [Theory]
    [InlineData("static void Main() { {|#0:F()|}; }")]
    [InlineData("static async System.Threading.Tasks.Task Main() { {|#0:F()|}; await System.Threading.Tasks.Task.Yield(); }")]
    public Task Main_SaysRun(string main) => EntryPoint(
        $"class P {{ {main} static AsyncioSharp.Coroutine F() => default; }}\n", "no loop runs here yet, so write 'Asyncio.Run(F())'");

    [Fact]
    public Task Message_NamesTheAwait() => Verify.Says(
        Snippet.Coroutine("{|#0:x.W( // one\n1)|};"), "AIO201", "'W' is never awaited, so it never runs: write 'await x.W(1)'");

    [Theory]
    [InlineData("{|#0:x?.F()|}", "if (x is not null) await x.F()")]
    [InlineData("{|#0:x.x?.F()|}", "if (x.x is { } x2) await x2.F()")]
    public Task Message_NamesTheTestForNull(string call, string replacement) => Verify.Says(
        Snippet.Coroutine(call + "; await t;"), "AIO201", $"'F' is never awaited, so it never runs: write '{replacement}'");

    [Theory]
    [InlineData("Task.Run(() => F())", "F")]
    [InlineData("await Task.Run(() => F())", "F")]
    [InlineData("Task.Factory.StartNew(V)", "V")]
    public Task Message_OfATaskThatHandsOutACoroutine(string call, string name) => Verify.Says(
        Snippet.Coroutine($"{{|#0:{call}|}}; await t;"), "AIO251", $"'{name}' is never awaited, so it never runs: '{call}' is never awaited either: await it on the event loop instead, or start it there with 'Asyncio.CreateTask'");

    [Fact]
    public Task Message_NamesTheDelegate() => Verify.Says(
        Snippet.Coroutine("Func<Coroutine> f = F; {|#0:f?.Invoke()|}; await t;"), "AIO201", "'f?.Invoke()' is never awaited, so it never runs: write 'if (f is not null) await f.Invoke()'");

    [Fact]
    public Task Message_InSyncMethod() => Verify.Says(
        Snippet.Sync("{|#0:F()|};"),
        "AIO251",
        "'F' is never awaited, so it never runs: make 'M' an async Coroutine and write 'await F()', or write 'Asyncio.Run(F())' where no loop runs");

    [Fact]
    public Task Message_InLambda() => Verify.Says(
        Snippet.Coroutine("Action a = () => {|#0:F()|}; await t;"),
        "AIO251",
        "'F' is never awaited, so it never runs: the delegate returns nothing: return the Coroutine from it, or start it with 'Asyncio.CreateTask(F())'");

    [Theory]
    [InlineData("var q = new Queue<Coroutine>(); q.Dequeue(); var map = new Dictionary<int, Coroutine>(); map.Remove(1, out var c); map[0] = F();")]
    [InlineData("var list = new Coroutine[1]; list[0] = F();")]
    public Task N52_ExistingOrStoredCoroutines(string line) => Silent(line);

    [Theory]
    [InlineData("Coroutine G() => F(); await G();")]
    [InlineData("Coroutine G() { var c = F(); return c; } await G();")]
    [InlineData("Func<Coroutine> f = () => F(); await f();")]
    public Task N53_Returned(string line) => Silent(line);

    [Theory]
    [InlineData("await TaskGroup.Run(async group => { group.CreateTask(F()); await t; });")]
    [InlineData("await Asyncio.Gather(F(), F());")]
    [InlineData("new AsyncQueue<Coroutine>().TryPut(F());")]
    public Task N54_Argument(string line) => Silent(line);

    [Theory]
    [InlineData("Coroutine? c = xs.Count > 0 ? F() : null; if (c is not null) await c.Value;")]
    [InlineData("var c = F(); try { await c; } catch (InvalidOperationException) { }")]
    [InlineData("var c = F(); if (xs.Count > 0) await c; else await Asyncio.CreateTask(c);")]
    [InlineData("var c = F(); c.Close();")]
    [InlineData("var c = F(); Func<Coroutine> f = () => c; c = F(); await f();")]
    [InlineData("var c = F(); if (xs.Count > 0) { await c; c = F(); } await c;")]
    [InlineData("Coroutine c = F(); for (var i = 0; i < 3; i++) { await c; c = F(); }")]
    public Task N55_To_N58_ConsumedOnSomePath(string line) => Silent(line);

    [Theory]
    [InlineData("Expression<Action> e = () => F(); Expression<Func<C, Coroutine>> g = c => c.F();")]
    public Task N50_ExpressionTrees(string line) => Silent(line);

    [Fact]
    public Task N51_N61_Reads() => Silent("var map = new Dictionary<int, Coroutine<int>>(); bool has = map.TryGetValue(1, out Coroutine<int> c); Use(has);");

    [Fact]
    public Task N82_LambdasThatReturnTheCoroutine() => Silent("Func<Coroutine> f = async () => await F(); await Asyncio.Gather(xs.Select(async Coroutine<int> (x) => await W(x)));");

    [Fact]
    public Task N92_Substitutes() => Verify.Silent(
        "namespace NSubstitute { static class SubstituteExtensions { public static T Received<T>(this T s) => s; } interface I { AsyncioSharp.Coroutine F(); } class T { void M(I i) { i.Received().F(); } } }");

    [Fact]
    public Task GeneratedCode_IsSilent() => Verify.Silent("// <auto-generated/>\n" + Snippet.Sync("F();"));

    [Fact]
    public Task D51_Directives() => Unfixable("{|AIO251:W(\n#if A\n1\n#else\n2\n#endif\n)|};");

    [Fact]
    public Task FixAll_NestedSites() => Verify.Fix(
        Snippet.Members(
            """
            Coroutine Do(Func<Coroutine> f) => f();
            async Coroutine M()
            {
                {|AIO201:Do(async () =>
                {
                    // inner
                    {|AIO201:Do(async () => {|AIO201:F()|})|};
                })|};
                {|AIO201:x?.x.Do(async () => { {|AIO201:V()|}; })|};
            }
            """),
        Snippet.Members(
            """
            Coroutine Do(Func<Coroutine> f) => f();
            async Coroutine M()
            {
                await Do(async () =>
                {
                    // inner
                    await Do(async () => await F());
                });
                if (x is not null) await x.x.Do(async () => { await V(); });
            }
            """));

    private static Task EntryPoint(string source, string advice)
    {
        var test = Verify.Create(source);
        test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication;
        var descriptor = new UnawaitedCoroutineAnalyzer().SupportedDiagnostics.Single(d => d.Id == "AIO251");
        test.ExpectedDiagnostics.Add(new Microsoft.CodeAnalysis.Testing.DiagnosticResult(descriptor)
            .WithLocation(0).WithMessage($"'F' is never awaited, so it never runs: {advice}"));
        return test.RunAsync();
    }

    [Theory]
    [InlineData("{|AIO251:xs.Select(x => W(x)).ToList()|};")]
    [InlineData("{|AIO251:xs.Select(x => W(x))|};")]
    [InlineData("{|AIO251:xs.Select(W).ToArray()|};")]
    [InlineData("{|AIO251:xs.Where(x => x > 1).Select(x => F()).ToHashSet()|};")]
    [InlineData("_ = {|AIO251:xs.Select(x => W(x)).ToList()|};")]
    [InlineData("_ = {|AIO251:from x in xs select W(x)|};")]
    [InlineData("var all = {|AIO251:xs.Select(x => W(x)).ToList()|};")]
    [InlineData("var all = {|AIO251:new[] { F(), F() }|};")]
    [InlineData("Coroutine[] all = {|AIO251:{ F(), F() }|};")]
    [InlineData("Coroutine[] all = {|AIO251:[F(), F()]|};")]
    [InlineData("var all = {|AIO251:new List<Coroutine> { F(), F() }|};")]
    [InlineData("IEnumerable<Coroutine<int>> all; all = {|AIO251:xs.Select(x => W(x)).ToList()|};")]
    public Task SequenceThatNothingUses(string line) => Unfixable(line);

    [Theory]
    [InlineData("await Asyncio.Gather(xs.Select(x => W(x)).ToList());")]
    [InlineData("var all = xs.Select(x => W(x)).ToList(); foreach (var c in all) await c;")]
    [InlineData("xs.Select(x => x + 1).ToList(); xs.Select(x => Asyncio.CreateTask(W(x))).ToList();")]
    [InlineData("var all = new List<Coroutine>(); var none = new Coroutine[0]; var two = new[] { default(Coroutine) };")]
    [InlineData("Queue<Coroutine> queue = new(); queue.Select(c => c).ToList();")]
    public Task SequenceThatIsUsed(string line) => Silent(line);

    [Theory]
    [InlineData("{|#0:xs.Select(x => W(x)).ToList()|}; await t;", "xs.Select(x => W(x))", "await all of them with 'await Asyncio.Gather(xs.Select(x => W(x)))', or each in a loop")]
    [InlineData("var all = {|#0:new[] { F(), F() }|}; await t;", "new[] { F(), F() }", "await all of them with 'await Asyncio.Gather(new[] { F(), F() })', or each in a loop")]
    public Task SequenceMessage(string line, string text, string advice) => Verify.Says(
        Snippet.Coroutine(line), "AIO251", $"'{text}' is never awaited, so it never runs: {advice}");

    [Fact]
    public Task SequenceMessage_InSynchronousCode() => Verify.Says(
        Snippet.Sync("{|#0:xs.Select(x => W(x)).ToList()|};"), "AIO251",
        "'xs.Select(x => W(x))' is never awaited, so it never runs: await them in a coroutine");
}
