using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.AsyncVoidAnalyzer, AsyncioSharp.CodeFixes.AsyncVoidFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class AsyncVoidTests
{
    private static Task Fix(string members, string replacement) => Verify.Fix(Snippet.Members(members), Snippet.Members(replacement));

    private static Task Unfixable(string members) => Verify.Unfixable(Snippet.Members(members));

    private static Task Silent(string members) => Verify.Silent(Snippet.Members(members));

    [Fact]
    public Task CoroutinesCallIt_ItBecomesACoroutine() => Fix(
        """
        async void {|AIO209:Save|}() { await F(); }
        async Coroutine M() { Save(); await F(); }
        """,
        """
        async Coroutine Save() { await F(); }
        async Coroutine M() { await Save(); await F(); }
        """);

    [Fact]
    public Task PlainAsyncCodeCallsIt_ItBecomesATask() => Fix(
        """
        private static async void {|AIO209:Save|}(string name) => await Task.Delay(1);
        static async Task M() { Save("a"); await Task.Delay(1); }
        static async Coroutine N() { Save("b"); await Asyncio.Sleep(1); }
        """,
        """
        private static async Task Save(string name) => await Task.Delay(1);
        static async Task M() { await Save("a"); await Task.Delay(1); }
        static async Coroutine N() { await Save("b"); await Asyncio.Sleep(1); }
        """);

    [Fact]
    public Task CallersWithoutAsync_BecomeAsync() => Fix(
        """
        async void {|AIO209:Save|}() => await F();
        Coroutine<int> M() { Save(); if (gate is null) { this.Save(); } return V(); }
        """,
        """
        async Coroutine Save() => await F();
        async Coroutine<int> M() { await Save(); if (gate is null) { await this.Save(); } return await V(); }
        """);

    [Fact]
    public Task Chains_TakeTheFormOfTheirEnds() => Fix(
        """
        async void {|AIO209:One|}() { Two(); Three(); await F(); }
        async void {|AIO209:Two|}() { Three(); await F(); }
        async void {|AIO209:Three|}() { await F(); if (gate is null) { Two(); } }
        async Coroutine M() { One(); await F(); }
        """,
        """
        async Coroutine One() { await Two(); await Three(); await F(); }
        async Coroutine Two() { await Three(); await F(); }
        async Coroutine Three() { await F(); if (gate is null) { await Two(); } }
        async Coroutine M() { await One(); await F(); }
        """);

    [Fact]
    public Task Chains_OfPlainAsyncCode() => Fix(
        """
        async void {|AIO209:One|}() { Two(); await Task.Delay(1); }
        async void {|AIO209:Two|}() { await Task.Delay(1); }
        async Task M() { One(); await Task.Delay(1); }
        async Coroutine N() { Two(); await F(); }
        """,
        """
        async Task One() { await Two(); await Task.Delay(1); }
        async Task Two() { await Task.Delay(1); }
        async Task M() { await One(); await Task.Delay(1); }
        async Coroutine N() { await Two(); await F(); }
        """);

    [Fact]
    public Task LocalFunctions_Too() => Fix(
        """
        async Coroutine M()
        {
            // first
            async void {|AIO209:Save|}() { await F(); } // last
            Save(); // saved
            Func<Coroutine> f = async () => Save();
            await TaskGroup.Run(async group => { Save(); await f(); });
        }
        """,
        """
        async Coroutine M()
        {
            // first
            async Coroutine Save() { await F(); } // last
            await Save(); // saved
            Func<Coroutine> f = async () => await Save();
            await TaskGroup.Run(async group => { await Save(); await f(); });
        }
        """);

    [Fact]
    public Task NameOfIsNoUse_AndGenericCallsCount() => Fix(
        """
        async void {|AIO209:Save|}<T>(T value) => await F();
        async Coroutine M() { Use(nameof(Save)); Save<int>(1); Save("a"); await F(); }
        """,
        """
        async Coroutine Save<T>(T value) => await F();
        async Coroutine M() { Use(nameof(Save)); await Save<int>(1); await Save("a"); await F(); }
        """);

    [Theory]
    [InlineData("public async void {|AIO259:Save|}() => await F(); async Coroutine M() { Save(); await F(); }")]
    [InlineData("[Obsolete] async void {|AIO259:Save|}() => await F();")]
    [InlineData("async void {|AIO259:Save|}() => await F();")]
    [InlineData("async void {|AIO259:Save|}() => await F(); void M() => Save();")]
    [InlineData("async void {|AIO259:Save|}() => await F(); async Coroutine M() { Action a = Save; a(); await F(); }")]
    [InlineData("async void {|AIO259:Save|}() => await F(); async Coroutine M() { Action a = () => Save(); a(); await F(); }")]
    [InlineData("async void {|AIO259:Save|}() => await F(); async Coroutine M() { lock (gate) { Save(); } await F(); }")]
    [InlineData("async void {|AIO259:Save|}() => await F(); async Coroutine M() { x?.Save(); await F(); }")]
    [InlineData("async void {|AIO259:Save|}() => await F(); int P { get { Save(); return 1; } }")]
    [InlineData("async void {|AIO259:Save|}() { while (true) { await F(); } } async Coroutine M() { Save(); await F(); }")]
    [InlineData("async Coroutine M() { async void {|AIO259:Save|}() { while (true) { await F(); } } Save(); await F(); }")]
    [InlineData("async void {|AIO259:Save|}() => await F();\nasync Coroutine M()\n{\n    Save();\n    await F();\n}\n#if OTHER\nvoid N() => Save();\n#endif")]
    public Task OthersMayCallIt(string members) => Unfixable(members);

    [Theory]
    [InlineData("class Base { public virtual void Save() { } } class Derived : Base { public override async void {|AIO259:Save|}() => await Task.Delay(1); }")]
    [InlineData("interface I { void Save(); } class Implementation : I { async void I.{|AIO259:Save|}() => await Task.Delay(1); }")]
    [InlineData("interface I { void Save(); } class Implementation : I { public async void {|AIO259:Save|}() => await Task.Delay(1); }")]
    public Task D24_D37_BaseOrInterfaceWouldHaveToChange(string members) => Unfixable(members);

    [Fact]
    public async Task OtherPartsOfTheType_MayCallIt()
    {
        var test = Verify.Create(Snippet.File("partial class D { async void {|AIO259:Save|}() => await Task.Delay(1); async Task M() { Save(); await Task.Delay(1); } }"));
        test.TestState.Sources.Add("partial class D { void N() => Save(); }");
        await test.RunAsync();
    }

    [Theory]
    [InlineData("async void Clicked(object sender, EventArgs e) => await F();")]
    [InlineData("public async void Clicked(object sender, UnhandledExceptionEventArgs e) => await F();")]
    [InlineData("event Action Ready; void M() { Ready += Save; Ready(); } async void Save() => await F();")]
    [InlineData("Timer timer; void M() { timer = new Timer(Tick, null, 0, 10); } async void Tick(object state) => await F();")]
    [InlineData("void M() { ThreadPool.QueueUserWorkItem(Work); ThreadPool.QueueUserWorkItem(this.Work); } async void Work(object state) => await F();")]
    [InlineData("class Execute : IObserver<int> { public async void OnNext(int value) => await Task.Delay(1); public void OnError(Exception e) { } async void IObserver<int>.OnCompleted() => await Task.Delay(1); }")]
    public Task N70_Handlers(string members) => Silent(members);

    [Theory]
    [InlineData("partial class P { partial void Changed(); async partial void Changed() => await Task.Delay(1); }")]
    [InlineData("async Task Save() => await F(); async Coroutine Load() => await F(); void Nothing() { } async IAsyncEnumerable<int> All() { await F(); yield return 1; }")]
    [InlineData("Coroutine M() => Asyncio.ToThread(() => { async void Save() => await Task.Delay(1); Save(); });")]
    public Task OthersAreRight(string members) => Silent(members);

    [Fact]
    public async Task ScopeLoop_LooksOnlyAtTheLoop()
    {
        var test = Verify.Create(Snippet.Members("async void Save() => await F(); async Coroutine M() { Save(); Local(); await F(); async void {|AIO209:Local|}() => await F(); }"));
        test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\nasyncio.scope = loop\n"));
        test.FixedCode = Snippet.Members("async void Save() => await F(); async Coroutine M() { Save(); await Local(); await F(); async Coroutine Local() => await F(); }");
        await test.RunAsync();
    }

    [Fact]
    public Task Message_NamesTheType() => Verify.Says(
        Snippet.Members("async void {|#0:Save|}() => await F(); async Coroutine M() { Save(); await F(); }"),
        "AIO209",
        "'Save' is async void, so callers cannot await it or catch its exceptions: return a Coroutine, and await its calls");

    [Fact]
    public Task UnfixableMessage_NamesTheReason() => Verify.Says(
        Snippet.Members("public async void {|#0:Save|}() => await F();"),
        "AIO259",
        "'Save' is async void, so callers cannot await it or catch its exceptions, and it can be called from elsewhere: return a Coroutine, or start a task in it with 'Asyncio.CreateTask'");

    private const string Pipe = "class Pipe { public Pipe Reader => this; public Task<int> ReadAsync() => null; }\n";

    [Fact]
    public Task PartnersThatMayWaitForEachOther_RunAtTheSameTime() => Verify.Unfixable(
        Snippet.Members("async Task M() { var pipe = new Pipe(); Fill(pipe); Use(await pipe.Reader.ReadAsync()); }\nprivate async void {|AIO259:Fill|}(Pipe pipe) { await Task.Yield(); }") + Pipe);

    [Fact]
    public Task CallersThatAwaitSomethingElse_AwaitIt() => Verify.Fix(
        Snippet.Members("async Task M(Pipe other) { var pipe = new Pipe(); Fill(pipe); Use(await other.ReadAsync()); }\nprivate async void {|AIO209:Fill|}(Pipe pipe) { await Task.Yield(); }") + Pipe,
        Snippet.Members("async Task M(Pipe other) { var pipe = new Pipe(); await Fill(pipe); Use(await other.ReadAsync()); }\nprivate async Task Fill(Pipe pipe) { await Task.Yield(); }") + Pipe);
}
