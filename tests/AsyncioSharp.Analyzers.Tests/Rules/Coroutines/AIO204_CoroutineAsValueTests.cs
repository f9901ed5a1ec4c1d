using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.CoroutineAsValueAnalyzer, AsyncioSharp.CodeFixes.CoroutineAsValueFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class CoroutineAsValueTests
{
    private static Task Fix(string line, string replacement) => Verify.Fix(Snippet.Coroutine(line + "\nawait t;"), Snippet.Coroutine(replacement + "\nawait t;"));

    private static Task Unfixable(string line) => Verify.Unfixable(Snippet.Coroutine(line + "\nawait t;"));

    private static Task Silent(string line) => Verify.Silent(Snippet.Coroutine(line + "\nawait t;"));

    [Theory]
    [InlineData("Use({|AIO204:V()|}.ToString());", "Use((await V()).ToString());")]
    [InlineData("Use({|AIO204:V()|}.Equals(1));", "Use((await V()).Equals(1));")]
    [InlineData("Use({|AIO204:x.W(1)|}.GetHashCode());", "Use((await x.W(1)).GetHashCode());")]
    public Task P24_MembersOfAnyObject(string line, string replacement) => Fix(line, replacement);

    // A coroutine behind a test for null may be null, and a handler that is a ref struct does not survive an await.
    [Theory]
    [InlineData("Console.WriteLine({|AIO254:x?.V()|});")]
    [InlineData("Use($\"{{|AIO254:x?.V()|}}\");")]
    [InlineData("Use(\"a\" + {|AIO254:x?.x?.V()|});")]
    [InlineData("object o = {|AIO254:x?.V()|}; Use(o);")]
    [InlineData("Use(string.Create(null, $\"{{|AIO254:V()|}}\"));")]
    [InlineData("Use(string.Create(null, $\"{{|AIO254:x?.V()|}}\"));")]
    [InlineData("Write($\"{{|AIO254:V()|}}\"); void Write(ref System.Runtime.CompilerServices.DefaultInterpolatedStringHandler text) { }")]
    public Task BehindATest_OrInAHandler(string line) => Unfixable(line);

    [Theory]
    [InlineData("new System.Text.StringBuilder().Append($\"{{|AIO204:V()|}}\");", "new System.Text.StringBuilder().Append($\"{await V()}\");")]
    [InlineData("System.Diagnostics.Debug.Assert(true, $\"{{|AIO204:V()|}}\");", "System.Diagnostics.Debug.Assert(true, $\"{await V()}\");")]
    public Task InAHandlerOfTheHeap(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("var c = x?.V(); if (c is { } started) { Use(await started); }")]
    [InlineData("Use(string.Create(null, $\"{await V()}\"));")]
    public Task BehindATest_AndAwaited(string line) => Silent(line);

    [Theory]
    [InlineData("Console.WriteLine({|AIO204:V()|});", "Console.WriteLine(await V());")]
    [InlineData("Console.WriteLine(\"{0} {1}\", 1, {|AIO204:V()|});", "Console.WriteLine(\"{0} {1}\", 1, await V());")]
    [InlineData("Use(string.Format(\"{0}\", {|AIO204:V()|}));", "Use(string.Format(\"{0}\", await V()));")]
    [InlineData("Use($\"{ {|AIO204:V()|} } {1}\");", "Use($\"{ await V() } {1}\");")]
    [InlineData("Use(\"a\" + {|AIO204:V()|});", "Use(\"a\" + await V());")]
    [InlineData("Use({|AIO204:V()|} + \"a\");", "Use(await V() + \"a\");")]
    [InlineData("object o = {|AIO204:V()|}; Use(o);", "object o = await V(); Use(o);")]
    [InlineData("new System.Text.StringBuilder().Append(({|AIO204:V()|}));", "new System.Text.StringBuilder().Append((await V()));")]
    [InlineData("Console.WriteLine({|AIO204:W({|AIO204:V()|}.GetHashCode())|});", "Console.WriteLine(await W((await V()).GetHashCode()));")]
    public Task P25_TextAndBoxes(string line, string replacement) => Fix(line, replacement);

    [Fact]
    public Task D14_CommentsStay() => Fix("Console.WriteLine(/* a */ {|AIO204:V(/* b */)|} /* c */);", "Console.WriteLine(/* a */ await V(/* b */) /* c */);");

    [Fact]
    public Task CoroutineWithoutAsync() => Verify.Fix(
        Snippet.Members("Coroutine M() { Console.WriteLine({|AIO204:V()|}); return F(); }"),
        Snippet.Members("async Coroutine M() { Console.WriteLine(await V()); await F(); }"));

    [Theory]
    [InlineData("Console.WriteLine({|AIO254:F()|});")]
    [InlineData("lock (gate) { Console.WriteLine({|AIO254:V()|}); }")]
    [InlineData("Action a = () => Console.WriteLine({|AIO254:V()|});")]
    [InlineData("await Task.Run(() => Console.WriteLine({|AIO254:V()|}));")]
    [InlineData("await Task.Run(async () => { Console.WriteLine({|AIO254:V()|}); await t; });")]
    public Task NothingCanBeAwaited(string line) => Unfixable(line);

    [Fact]
    public Task SyncMethod() => Verify.Unfixable(Snippet.Sync("Console.WriteLine({|AIO254:V()|});"));

    [Theory]
    [InlineData("Console.WriteLine(await V()); Use($\"{await V()}\");")]
    [InlineData("var c = V(); Console.WriteLine(c); Use(c.Equals(default)); await c;")]
    [InlineData("Use(F());")]
    [InlineData("var all = new object[] { F() }; var list = new List<object>(); list.Add(F());")]
    [InlineData("Use((object)V());")]
    [InlineData("Use(Asyncio.CreateTask(V()).ToString());")]
    [InlineData("Expression<Func<string>> e = () => V().ToString();")]
    [InlineData("object o = V();")]
    [InlineData("new Queue<Coroutine>().Dequeue().ToString();")]
    public Task OtherUses(string line) => Silent(line);

    [Theory]
    [InlineData("var map = new Dictionary<int, Coroutine<int>>(); bool has = map.TryGetValue(1, out Coroutine<int> c); Use(has);")]
    [InlineData("await Asyncio.Gather(V(), V()); new AsyncQueue<Coroutine>().TryPut(F());")]
    public Task N54_N61_ReadsAndArguments(string line) => Silent(line);

    [Fact]
    public Task Message_NamesTheAwait() => Verify.Says(
        Snippet.Coroutine("Console.WriteLine({|#0:x.W(1)|}); await t;"),
        "AIO204",
        "'x.W(1)' is a coroutine here, not its result, and it never runs: write 'await x.W(1)'");

    [Theory]
    [InlineData("lock (gate) { Console.WriteLine({|#0:V()|}); } await t;", "V()", "'await' is not allowed in a lock: move 'await V()' out of it")]
    [InlineData("Console.WriteLine({|#0:F()|}); await t;", "F()", "it has none, so await it in a statement of its own")]
    public Task UnfixableMessage_SaysWhatToDo(string line, string coroutine, string advice) => Verify.Says(
        Snippet.Coroutine(line), "AIO254", $"'{coroutine}' is a coroutine here, not its result, and it never runs: {advice}");
}
