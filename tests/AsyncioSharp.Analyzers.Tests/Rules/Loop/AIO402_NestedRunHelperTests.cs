using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.NestedRunHelperAnalyzer, AsyncioSharp.CodeFixes.NestedRunHelperFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class NestedRunHelperTests
{
    private static string In(string members, string line) => Snippet.Members($"{members}\nasync Coroutine M(Task t, List<int> xs)\n{{\n{line}\nawait F();\n}}");

    private static Task Unfixable(string members, string line) => Verify.Unfixable(In(members, line));

    private static Task Silent(string members, string line) => Verify.Silent(In(members, line));

    [Theory]
    [InlineData("void H() => Asyncio.Run(F());", "{|AIO402:H()|};", "async Coroutine H() => await F();", "await H();")]
    [InlineData("int H() => Asyncio.Run(V());", "var v = {|AIO402:H()|};", "async Coroutine<int> H() => await V();", "var v = await H();")]
    [InlineData("private static int H(C c)\n{\n    return Asyncio.Run(() => c.V());\n}", "Use({|AIO402:H(x)|}.ToString());", "private static async Coroutine<int> H(C c)\n{\n    return await c.V();\n}", "Use((await H(x)).ToString());")]
    [InlineData("void H()\n{\n    // why\n    Asyncio.Run(F);\n}", "{|AIO402:this.H()|};", "async Coroutine H()\n{\n    // why\n    await F();\n}", "await this.H();")]
    [InlineData("int H(int n) => Asyncio.Run(W(n));", "Use({|AIO402:H({|AIO402:H(1)|})|} + {|AIO402:H(2)|});", "async Coroutine<int> H(int n) => await W(n);", "Use(await H(await H(1)) + await H(2));")]
    [InlineData("T H<T>(Coroutine<T> c) => Asyncio.Run(c);", "Use({|AIO402:H(V())|});", "async Coroutine<T> H<T>(Coroutine<T> c) => await c;", "Use(await H(V()));")]
    public Task P31_PrivateHelper_BecomesACoroutine(string member, string line, string newMember, string newLine) => Verify.Fix(In(member, line), In(newMember, newLine));

    [Fact]
    public Task LocalFunction() => Verify.Fix(
        In("", "int L() => Asyncio.Run(V()); Use({|AIO402:L()|});"), In("", "async Coroutine<int> L() => await V(); Use(await L());"));

    [Fact]
    public Task CallersWithoutAsync_BecomeAsync() => Verify.Fix(
        Snippet.Members("void H() => Asyncio.Run(F()); Coroutine M() { {|AIO402:H()|}; return F(); } async Coroutine N() { {|AIO402:H()|}; await F(); }"),
        Snippet.Members("async Coroutine H() => await F(); async Coroutine M() { await H(); await F(); } async Coroutine N() { await H(); await F(); }"));

    [Fact]
    public Task D13_NamesWithoutUsings() => Verify.Fix(
        "class C { int H() => AsyncioSharp.Asyncio.Run(V()); AsyncioSharp.Coroutine<int> V() => default; async AsyncioSharp.Coroutine M() { var v = {|AIO402:H()|}; await V(); } }",
        "class C { async AsyncioSharp.Coroutine<int> H() => await V(); AsyncioSharp.Coroutine<int> V() => default; async AsyncioSharp.Coroutine M() { var v = await H(); await V(); } }");

    // An async Task function runs on the loop of the coroutine that awaits it.
    [Theory]
    [InlineData("async Task H() => Asyncio.Run(F());", "await {|AIO452:H()|};")]
    [InlineData("async Task H() { Asyncio.Run(F()); await Task.Yield(); }", "await {|AIO452:H()|};")]
    [InlineData("async Task<int> H() { await Task.Yield(); return Asyncio.Run(V()); }", "Use(await {|AIO452:H()|});")]
    [InlineData("async ValueTask<int> H() => Asyncio.Run(V());", "Use(await {|AIO452:H()|});")]
    [InlineData("async Task H() { await Task.Yield(); G(); } void G() => Asyncio.Run(F());", "await {|AIO452:H()|};")]
    [InlineData("async Task H() => Asyncio.Run(F());", "await Task.WhenAll({|AIO452:H()|}, {|AIO452:H()|});")]
    [InlineData("async Task H() => Asyncio.Run(F());", "await Asyncio.FromTask({|AIO452:H()|});")]
    [InlineData("void H() { using var runner = new AsyncioRunner(); runner.Run(F()); }", "{|AIO452:H()|};")]
    public Task AsyncTaskHelper(string member, string line) => Unfixable(member, line);

    [Theory]
    [InlineData("async Task H() { await Task.Delay(1).ConfigureAwait(false); Asyncio.Run(F()); }", "await H();")]
    [InlineData("async Task H() { await Task.Run(() => Asyncio.Run(F())); }", "await H();")]
    [InlineData("async Task H() => Asyncio.Run(F());", "await Task.Run(() => H());")]
    [InlineData("async Task H() => Asyncio.Run(F()); async Task G() => await H();", "")]
    [InlineData("async Task H() { if (Asyncio.TryGetRunningLoop(out _)) { return; } Asyncio.Run(F()); }", "await H();")]
    public Task AsyncTaskHelper_ThatLeavesTheLoop(string member, string line) => Silent(member, line);

    [Theory]
    [InlineData("public void H() => Asyncio.Run(F());", "{|AIO452:H()|};")]
    [InlineData("void H() => Asyncio.Run(F()); void Other() => H();", "{|AIO452:H()|};")]
    [InlineData("void H() => Asyncio.Run(F()); async Task Other() { H(); await Task.Yield(); }", "{|AIO452:H()|};")]
    [InlineData("void H() => Asyncio.Run(F());", "{|AIO452:H()|}; Action a = H; Use(a);")]
    [InlineData("void H() { Use(1); Asyncio.Run(F()); }", "{|AIO452:H()|};")]
    [InlineData("void H() => G(); void G() => Asyncio.Run(F());", "{|AIO452:H()|};")]
    [InlineData("void H() => Asyncio.Run(F(), new RunOptions());", "{|AIO452:H()|};")]
    [InlineData("void H() => Asyncio.Run(V());", "{|AIO452:H()|};")]
    [InlineData("void H(ref int n) => Asyncio.Run(W(n));", "var n = 1; {|AIO452:H(ref n)|};")]
    [InlineData("void H() => Asyncio.Run(F());", "lock (gate) { {|AIO452:H()|}; }")]
    [InlineData("int P => Asyncio.Run(V());", "Use({|AIO452:P|});")]
    [InlineData("class B { public B() => AsyncioSharp.Testing.TestLoop.Run(() => new C().F()); }", "Use({|AIO452:new B()|});")]
    [InlineData("class B : IDisposable { public void Dispose() => Asyncio.Run(new C().F()); }", "using var {|AIO452:b|} = new B();")]
    [InlineData("int H(int n) => Asyncio.Run(W(n));", "xs.ForEach(x => {|AIO452:H(x)|});")]
    [InlineData("interface I { void Go(); } class A : I { public void Go() => Asyncio.Run(new C().F()); }", "I i = new A(); {|AIO452:i.Go()|};")]
    public Task MoreThanTheCallsHasToChange(string members, string line) => Unfixable(members, line);

    [Theory]
    [InlineData("void H() => Asyncio.Run(F());", "await Task.Run(() => H()); await Asyncio.ToThread(() => H()); new Thread(H).Start();")]
    [InlineData("void H() => Task.Run(() => Asyncio.Run(F())).GetHashCode();", "H();")]
    [InlineData("void H() { if (Asyncio.TryGetRunningLoop(out _)) { Asyncio.CreateTask(F()); } else { Asyncio.Run(F()); } }", "H();")]
    [InlineData("Coroutine H() { Asyncio.Run(F()); return default; }", "await H();")]
    [InlineData("void H() => TaskGroup.Run(async group => await F()).Close();", "H();")]
    public Task OffTheLoopOrGuarded(string members, string line) => Silent(members, line);

    [Theory]
    [InlineData("void H() => Asyncio.Run(F()); static void Main() => new C().H();")]
    [InlineData("void H() => Asyncio.Run(F()); async Task N() { H(); await Task.Yield(); }")]
    [InlineData("void H() => Asyncio.Run(F()); public void Test() => H();")]
    public Task N38_WhereNoLoopRuns(string members) => Silent(members, "");

    [Fact]
    public Task Message_PrintsTheWay() => Verify.Says(
        In("int H() => Asyncio.Run(V());", "Use({|#0:H()|});"),
        "AIO402",
        "'C.H' throws while an event loop is running, via C.H -> Asyncio.Run (Test0.cs:11): return a coroutine, and write 'await H()'");

    [Fact]
    public Task UnfixableMessage_NamesTheReason() => Verify.Says(
        In("void H() => G(); void G() => Asyncio.Run(F());", "{|#0:H()|};"),
        "AIO452",
        "'C.H' throws while an event loop is running, via C.H -> C.G -> Asyncio.Run (Test0.cs:11), and more than one function has to change: return a coroutine, and await it");
}
