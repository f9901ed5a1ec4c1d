using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.AsyncWithoutAwaitAnalyzer, AsyncioSharp.CodeFixes.AsyncWithoutAwaitFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class AsyncWithoutAwaitTests
{
    private static Task Fix(string members, string replacement) => Verify.Fix(Snippet.Members(members), Snippet.Members(replacement));

    private static Task Unfixable(string members) => Verify.Unfixable(Snippet.Members(members));

    private static Task Silent(string members) => Verify.Silent(Snippet.Members(members));

    [Fact]
    public Task P43_Function_WithItsCalls() => Fix(
        """
        async Coroutine<int> {|AIO208:AddOne|}(int value) { return value + 1; }
        async Coroutine M() { Use(await AddOne(await AddOne(2))); Use((await this.AddOne(3)).ToString()); var four = await AddOne(4) + 1; await F(); }
        """,
        """
        int AddOne(int value) { return value + 1; }
        async Coroutine M() { Use(AddOne(AddOne(2))); Use(this.AddOne(3).ToString()); var four = AddOne(4) + 1; await F(); }
        """);

    [Fact]
    public Task P43_WithoutResult() => Fix(
        """
        // says it
        private static async Task {|AIO208:Say|}(string text) => Console.WriteLine(text); // loud
        static async Coroutine M() { await Say("a"); /* and */ await Say("b"); await Asyncio.Sleep(1); }
        """,
        """
        // says it
        private static void Say(string text) => Console.WriteLine(text); // loud
        static async Coroutine M() { Say("a"); /* and */ Say("b"); await Asyncio.Sleep(1); }
        """);

    [Fact]
    public Task P43_LocalFunction() => Fix(
        """
        async Coroutine M()
        {
            // nothing
            async Coroutine {|AIO208:Nothing|}() { if (gate is null) { return; } Use(1); }
            async ValueTask<List<int>> {|AIO208:Some|}<T>(T value) => new List<int>();
            await Nothing();
            foreach (var i in await Some(1)) { Use(i); }
            await F();
        }
        """,
        """
        async Coroutine M()
        {
            // nothing
            void Nothing() { if (gate is null) { return; } Use(1); }
            List<int> Some<T>(T value) => new List<int>();
            Nothing();
            foreach (var i in Some(1)) { Use(i); }
            await F();
        }
        """);

    [Theory]
    [InlineData("public async Coroutine {|AIO258:One|}() { } async Coroutine M() { await One(); await F(); }")]
    [InlineData("async Coroutine<int> {|AIO258:One|}() { return 1; }")]
    [InlineData("async Coroutine<int> {|AIO258:One|}() => 1; async Coroutine M() { var one = One(); Use(await one); await F(); }")]
    [InlineData("async Coroutine<int> {|AIO258:One|}() => 1; Coroutine<int> M() => One();")]
    [InlineData("async Coroutine<int> {|AIO258:One|}() => 1; async Coroutine M() { Use(await One()); }")]
    [InlineData("async Coroutine<int> {|AIO258:One|}() => 1; async Coroutine {|AIO258:Two|}() { } async Coroutine M() { await Two(); Use(await One()); }")]
    [InlineData("async Coroutine<int> {|AIO258:One|}() => 1; async Coroutine M() { await Asyncio.Gather(One(), One()); await F(); }")]
    [InlineData("async Coroutine<int> {|AIO258:One|}() => 1; async Coroutine M() { Use(await /* one */ One()); await F(); }")]
    public Task OthersNeedIt(string members) => Unfixable(members);

    [Theory]
    [InlineData("class Base { public virtual async Coroutine M() { } } class Derived : Base { public override async Coroutine M() { } }")]
    [InlineData("interface I { Coroutine M(); async Coroutine N() { } } class Implementation : I { public async Coroutine M() { } async Coroutine O() => await ((I)this).N(); }")]
    [InlineData("interface I { Coroutine M(); } class Implementation : I { async Coroutine I.M() { } }")]
    [InlineData("[Obsolete] async Coroutine M() { }")]
    [InlineData("async Coroutine One() { } async Coroutine M() { Func<Coroutine> f = One; await f(); }")]
    [InlineData("partial class P { private partial Coroutine M(); private async partial Coroutine M() { } }")]
    public Task N71_SignatureIsGiven(string members) => Silent(members);

    [Theory]
    [InlineData("async Coroutine M() => throw new NotSupportedException();")]
    [InlineData("async Coroutine<int> M() { throw new NotSupportedException(); }")]
    public Task N72_OnlyThrows(string members) => Silent(members);

    [Theory]
    [InlineData("async IAsyncEnumerable<int> M() { yield return 1; }")]
    [InlineData("async Coroutine M(IAsyncEnumerable<int> all) { await foreach (var one in all) { Use(one); } }")]
    [InlineData("async Coroutine M(IAsyncDisposable scope) { await using (scope) { Use(1); } }")]
    [InlineData("async Coroutine M(IAsyncDisposable scope) { await using var s = scope; Use(1); }")]
    [InlineData("async Coroutine M() { await TaskGroup.Run(async group => { group.CreateTask(F()); }); }")]
    public Task N73_N74_OtherAwaits(string members) => Silent(members);

    [Theory]
    [InlineData("async Coroutine M() { Thread.Sleep(1); }")]
    [InlineData("async Coroutine<string> M() { return System.IO.File.ReadAllText(\"a\"); }")]
    [InlineData("async Coroutine<int> M(Task<int> t) { return t.Result; }")]
    [InlineData("async Coroutine M() { F(); }")]
    [InlineData("async Coroutine M() { Asyncio.Run(F()); }")]
    [InlineData("async Coroutine M() { while (true) { Use(1); } }")]
    [InlineData("async Coroutine M() { using var file = System.IO.File.OpenRead(\"a\"); }")]
    public Task OtherRulesSayWhatToAwait(string members) => Silent(members);

    [Theory]
    [InlineData("async void M() { } void N() { } Coroutine O() => F(); async Coroutine P() { await F(); }")]
    [InlineData("Func<Coroutine> f = async () => { }; async Coroutine M() { await Asyncio.Gather(new[] { 1 }.Select(async Coroutine<int> (i) => i)); }")]
    public Task OthersAreRight(string members) => Silent(members);

    [Fact]
    public Task Aliases_DoNotShowTheResult() => Verify.Unfixable(
        "using Number = AsyncioSharp.Coroutine<int>; using AsyncioSharp; class C { async Number {|AIO258:One|}() => 1; async Coroutine M() { var n = await One(); await Asyncio.Sleep(n); } }");

    [Fact]
    public Task EntryPoint_IsLeftAlone()
    {
        var test = Verify.Create(Snippet.File("static class P { static async Task Main() { Console.WriteLine(1); } }"));
        test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication;
        return test.RunAsync();
    }

    [Fact]
    public Task Message_SaysWhat() => Verify.Says(
        Snippet.Members("async Coroutine<int> {|#0:One|}() => 1; async Coroutine M() { Use(await One()); await F(); }"),
        "AIO208",
        "'One' is async but never awaits: make it synchronous, and call it without await");

    [Fact]
    public Task UnfixableMessage_NamesTheReason() => Verify.Says(
        Snippet.Members("public async Coroutine<int> {|#0:One|}() => 1;"),
        "AIO258",
        "'One' is async but never awaits, and it can be called from elsewhere: make it synchronous, or await something in it");
}
