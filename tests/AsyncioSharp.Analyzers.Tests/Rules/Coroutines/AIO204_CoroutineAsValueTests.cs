using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.CoroutineAsValueAnalyzer, AsyncioSharp.CodeFixes.CoroutineAsValueFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class CoroutineAsValueTests
{
    private static Task Fix(string line, string replacement) => Verify.Fix(Snippet.Coroutine(line + "\nawait t;"), Snippet.Coroutine(replacement + "\nawait t;"));

    private static Task Unfixable(string line) => Verify.Unfixable(Snippet.Coroutine(line + "\nawait t;"));

    private static Task Silent(string line) => Verify.Silent(Snippet.Coroutine(line + "\nawait t;"));

    // Controllers and results of ASP.NET Core are called by a host, and no test of these frameworks has a loop.
    [Theory]
    [InlineData("[HttpGet] public IActionResult Get() => Ok({|#0:V()|});", "write 'await Asyncio.RunAsync(V())'")]
    [InlineData("[HttpGet] public async Task<IActionResult> Get() { await Task.Yield(); return Ok({|#0:V()|}); }", "write 'await Asyncio.RunAsync(V())'")]
    [InlineData("[HttpGet] public IActionResult Get() => new JsonResult({|#0:V()|});", "write 'await Asyncio.RunAsync(V())'")]
    [InlineData("[HttpGet] public IResult Get() => Results.Ok({|#0:V()|});", "write 'await Asyncio.RunAsync(V())'")]
    public async Task ResultOfARequest(string action, string advice)
    {
        var test = Verify.Create($$"""
            using System.Threading.Tasks;
            using AsyncioSharp;
            using Microsoft.AspNetCore.Http;
            using Microsoft.AspNetCore.Mvc;

            #pragma warning disable CS1591 // no documentation
            public class Api : ControllerBase
            {
                {{action}}

                private static Coroutine<int> V() => default;
            }
            """);
        test.TestState.AdditionalReferences.AddRange(TestReferences.Web);
        test.ExpectedDiagnostics.Add(Verify.Expected("AIO254").WithLocation(0).WithMessage(
            "'V()' is a coroutine here, not its result, and it never runs: no loop runs here, so " + advice));
        await test.RunAsync();
    }

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

    [Theory]
    [InlineData("Console.WriteLine({|AIO204:d > default(TimeSpan) ? V() : W(1)|});", "Console.WriteLine(await (d > default(TimeSpan) ? V() : W(1)));")]
    [InlineData("object o = t is null ? {|AIO204:V()|} : \"\"; Use(o);", "object o = t is null ? await V() : \"\"; Use(o);")]
    [InlineData("Console.WriteLine(t is null ? {|AIO204:V()|} : (object)1);", "Console.WriteLine(t is null ? await V() : (object)1);")]
    public Task Choice(string line, string replacement) => Fix(line, replacement);

    [Fact]
    public Task Message_OfAChoice() => Verify.Says(Snippet.Coroutine("Console.WriteLine({|#0:t is null ? V() : W(1)|});"), "AIO204",
        "'t is null ? V() : W(1)' is a coroutine here, not its result, and it never runs: write 'await (t is null ? V() : W(1))'");

    [Theory]
    [InlineData("var kept = V(); Console.WriteLine(t is null ? kept : V()); await kept;")]
    [InlineData("Console.WriteLine(await (t is null ? V() : W(1)));")]
    [InlineData("var chosen = t is null ? V() : W(1); await chosen;")]
    [InlineData("Use(t is null ? V() : W(1));")]
    public Task ChoiceThatIsUsed(string line) => Silent(line);

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
    [InlineData("Use((object)V());")]
    [InlineData("Use(Asyncio.CreateTask(V()).ToString());")]
    [InlineData("Expression<Func<string>> e = () => V().ToString();")]
    [InlineData("object o = V();")]
    [InlineData("new Queue<Coroutine>().Dequeue().ToString();")]
    [InlineData("Use(new object[] { V() }); Use(new[] { V(), V() });")]
    [InlineData("GC.KeepAlive(V()); typeof(C).GetMethod(\"Use\").Invoke(this, new object[] { V() });")]
    [InlineData("new Thread(o => { }).Start(V());")]
    [InlineData("var all = new List<Coroutine<int>> { V() }; all.Add(V()); await Asyncio.Gather(all);")]
    [InlineData("Func<Coroutine<int>> f = () => V(); Func<object> g = () => f; Use(g);")]
    [InlineData("Func<object> g = () => 1; Use(g);")]
    public Task OtherUses(string line) => Silent(line);

    // A library that does not know coroutines, and a collection or a delegate of objects: nothing can await it any more.
    [Theory]
    [InlineData("object[] all = { {|AIO204:V()|}, 1 }; Use(all);", "object[] all = { await V(), 1 }; Use(all);")]
    [InlineData("object[] all = [{|AIO204:V()|}]; Use(all);", "object[] all = [await V()]; Use(all);")]
    [InlineData("var all = new object[] { {|AIO204:V()|} }; Use(all);", "var all = new object[] { await V() }; Use(all);")]
    [InlineData("var all = new List<object> { {|AIO204:V()|} }; all.Add({|AIO204:V()|});", "var all = new List<object> { await V() }; all.Add(await V());")]
    [InlineData("var all = new System.Collections.ArrayList(); all.Add({|AIO204:V()|});", "var all = new System.Collections.ArrayList(); all.Add(await V());")]
    [InlineData("var all = new Dictionary<string, object>(); all[\"a\"] = {|AIO204:V()|};", "var all = new Dictionary<string, object>(); all[\"a\"] = await V();")]
    [InlineData("gate = {|AIO204:V()|};", "gate = await V();")]
    [InlineData("object o = null; Use(o); o = {|AIO204:V()|}; Use(o);", "object o = null; Use(o); o = await V(); Use(o);")]
    [InlineData("Use(System.Text.Json.JsonSerializer.Serialize({|AIO204:V()|}));", "Use(System.Text.Json.JsonSerializer.Serialize(await V()));")]
    [InlineData("Use(System.Text.Json.JsonSerializer.Serialize((object)1)); Use(System.Net.Http.Json.JsonContent.Create({|AIO204:V()|}));", "Use(System.Text.Json.JsonSerializer.Serialize((object)1)); Use(System.Net.Http.Json.JsonContent.Create(await V()));")]
    [InlineData("Func<Task<object>> f = async () => {|AIO204:V()|}; Use(f);", "Func<Task<object>> f = async () => await V(); Use(f);")]
    [InlineData("Use(new System.Text.Json.Nodes.JsonObject()); Use(Tuple.Create<object>({|AIO204:V()|}));", "Use(new System.Text.Json.Nodes.JsonObject()); Use(Tuple.Create<object>(await V()));")]
    public Task Lost(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("Func<object> f = () => {|AIO254:V()|}; Use(f);")]
    [InlineData("Func<object> f = () => { return {|AIO254:V()|}; }; Use(f);")]
    [InlineData("Use(xs.Select<int, object>(x => {|AIO254:W(x)|}));")]
    [InlineData("object G() => {|AIO254:V()|}; Use(G());")]
    public Task ReturnedAsAnObject(string line) => Unfixable(line);

    [Fact]
    public Task ReturnedByAMethod() => Verify.Fix(
        Snippet.Members("async Task<object> M() => {|AIO204:V()|}; async Coroutine<object> N() { await F(); return {|AIO204:V()|}; }"),
        Snippet.Members("async Task<object> M() => await V(); async Coroutine<object> N() { await F(); return await V(); }"));

    [Theory]
    [InlineData("object M() => {|AIO254:V()|};")]
    [InlineData("object M => {|AIO254:V()|};")]
    [InlineData("IEnumerable<object> M() { yield return {|AIO254:V()|}; }")]
    public Task ReturnedBySynchronousCode(string members) => Verify.Unfixable(Snippet.Members(members));

    // A program that takes coroutines out of objects may await them.
    [Theory]
    [InlineData("async Coroutine Run(object o) { if (o is Coroutine c) await c; }")]
    [InlineData("async Coroutine Run(object o) { if (o is Coroutine<int> { } c) await c; }")]
    [InlineData("async Coroutine Run(object o) => await (Coroutine)o;")]
    [InlineData("async Coroutine Run(object o) => await (AsyncioSharp.Coroutine<int>)o;")]
    [InlineData("async Coroutine Run(object o) { switch (o) { case Coroutine c: await c; break; } }")]
    [InlineData("Coroutine? Of(object o) => o as Coroutine?;")]
    [InlineData("Coroutine[] Of(List<object> all) => all.OfType<Coroutine>().ToArray();")]
    [InlineData("bool Is(object o) => o.GetType() == typeof(Coroutine<int>);")]
    public Task TakenOutOfAnObject(string member) => Verify.Silent(Snippet.Members(
        member + "\nasync Coroutine M() { var all = new object[] { V() }; gate = V(); Func<object> f = () => V(); await F(); Use(all); Use(f); }"));

    [Fact]
    public Task Message_OfADelegate() => Verify.Says(
        Snippet.Coroutine("Func<object> f = () => {|#0:V()|}; Use(f); await t;"),
        "AIO254",
        "'V()' is a coroutine here, not its result, and it never runs: no code awaits the object that the delegate returns, so use a delegate that returns a Coroutine");

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
