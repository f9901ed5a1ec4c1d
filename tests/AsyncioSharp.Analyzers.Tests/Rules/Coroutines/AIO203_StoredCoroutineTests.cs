using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.StoredCoroutineAnalyzer, AsyncioSharp.CodeFixes.StoredCoroutineFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class StoredCoroutineTests
{
    private const string Concurrent = "using System.Collections.Concurrent;\n";

    private static Task Fix(string members, string replacement) => Verify.Fix(Snippet.Members(members), Snippet.Members(replacement));

    private static Task Unfixable(string members) => Verify.Unfixable(Concurrent + Snippet.Members(members));

    private static Task Silent(string members) => Verify.Silent(Concurrent + Snippet.Members(members));

    [Fact]
    public Task Field() => Fix(
        "Coroutine<int> cached;\nasync Coroutine M() { cached = {|AIO203:V()|}; Use(await cached); Use(await cached); }",
        "LoopTask<int> cached;\nasync Coroutine M() { cached = Asyncio.CreateTask(V()); Use(await cached); Use(await cached); }");

    [Fact]
    public Task FieldThatIsWrittenTwice_ChangesOnce() => Fix(
        """
        private static Coroutine pending;
        static Coroutine G() => default;
        async Task M() { pending = /* a */ {|AIO203:G()|}; await pending; if (gate is null) { pending = {|AIO203:G()|}; await pending; } }
        Coroutine N() { pending = {|AIO203:G()|}; return G(); }
        """,
        """
        private static LoopTask pending;
        static Coroutine G() => default;
        async Task M() { pending = /* a */ Asyncio.CreateTask(G()); await pending; if (gate is null) { pending = Asyncio.CreateTask(G()); await pending; } }
        Coroutine N() { pending = Asyncio.CreateTask(G()); return G(); }
        """);

    [Fact]
    public Task NullableField_WithValue() => Fix(
        """
        Coroutine<int>? cached;
        async Coroutine<int> Get() { cached ??= {|AIO203:V()|}; return await this.cached.Value; }
        async Coroutine<int> Once() => await (cached ??= {|AIO203:V()|});
        bool IsThere => cached is not null;
        """,
        """
        LoopTask<int> cached;
        async Coroutine<int> Get() { cached ??= Asyncio.CreateTask(V()); return await this.cached; }
        async Coroutine<int> Once() => await (cached ??= Asyncio.CreateTask(V()));
        bool IsThere => cached is not null;
        """);

    [Fact]
    public Task NullableContext_IsAnnotated() => Fix(
        """
        #nullable enable
        // how many
        Coroutine<int>? cached; // until now
        async Coroutine<int> Get() { cached ??= {|AIO203:V()|}; return await cached.Value; }
        #nullable disable
        """,
        """
        #nullable enable
        // how many
        LoopTask<int>? cached; // until now
        async Coroutine<int> Get() { cached ??= Asyncio.CreateTask(V()); return await cached; }
        #nullable disable
        """);

    [Theory]
    [InlineData("Coroutine c; async Coroutine M() { c = {|AIO253:F()|}; await F(); } async Coroutine N() { await c; }")]
    [InlineData("Coroutine c; async Coroutine M() { c = {|AIO253:F()|}; await c; c = default; }")]
    [InlineData("Coroutine c; async Coroutine M() { c = {|AIO253:F()|}; c.Close(); await F(); }")]
    [InlineData("Coroutine c; async Coroutine M() { if (gate is null) { c = {|AIO253:F()|}; } await c; }")]
    [InlineData("internal Coroutine c; async Coroutine M() { c = {|AIO253:F()|}; await c; }")]
    [InlineData("Coroutine c; void M() { c = {|AIO253:F()|}; }")]
    [InlineData("Coroutine c, d; async Coroutine M() { c = {|AIO253:F()|}; await c; await d; }")]
    [InlineData("class D { Coroutine c = {|AIO253:G()|}; Coroutine P { get; } = {|AIO253:G()|}; static Coroutine G() => default; }")]
    [InlineData("Coroutine P { get; set; } async Coroutine M() { P = {|AIO253:F()|}; await P; }")]
    [InlineData("List<Coroutine> all = new(); async Coroutine M() { all.Add({|AIO253:F()|}); all[0] = {|AIO253:F()|}; await Asyncio.Gather(all); }")]
    [InlineData("Coroutine<int>[] all = new Coroutine<int>[1]; async Coroutine M() { all[0] = {|AIO253:V()|}; await all[0]; }")]
    [InlineData("Dictionary<string, Coroutine<int>> all = new(); async Coroutine M() { all[\"a\"] = {|AIO253:V()|}; all.TryAdd(\"b\", {|AIO253:V()|}); await F(); }")]
    public Task MoreHasToChange(string members) => Unfixable(members);

    // A cache and a Lazy hand out the same coroutine again.
    [Theory]
    [InlineData("ConcurrentDictionary<int, Coroutine<int>> all = new(); Coroutine<int> M(int k) => all.GetOrAdd(k, i => {|AIO253:W(i)|});")]
    [InlineData("ConcurrentDictionary<int, Coroutine<int>> all = new(); Coroutine<int> M(int k) => all.GetOrAdd(k, {|AIO253:W|});")]
    [InlineData("ConcurrentDictionary<int, Coroutine<int>> all = new(); Coroutine<int> M(int k) => all.GetOrAdd(k, {|AIO253:W(k)|});")]
    [InlineData("ConcurrentDictionary<int, Coroutine<int>> all = new(); Coroutine<int> M(int k) => this.all.GetOrAdd(k, {|AIO253:async i => await W(i)|});")]
    [InlineData("ConcurrentDictionary<int, Coroutine<int>> all = new(); Coroutine<int> M(int k) => all.AddOrUpdate(k, i => {|AIO253:W(i)|}, (i, old) => { return {|AIO253:W(i)|}; });")]
    [InlineData("Lazy<Coroutine<int>> all; C() { all = new(() => {|AIO253:V()|}); }")]
    [InlineData("static readonly Lazy<Coroutine<int>> All = new(() => {|AIO253:G()|}); static Coroutine<int> G() => default;")]
    [InlineData("static readonly Lazy<Coroutine<int>> All = new Lazy<Coroutine<int>>({|AIO253:G|}); static Coroutine<int> G() => default;")]
    [InlineData("Lazy<Coroutine<int>> All { get; } = new(async () => 1);", "async () => 1")]
    [InlineData("Coroutine<int> c; bool isThere; void M() => LazyInitializer.EnsureInitialized(ref c, ref isThere, ref gate, () => {|AIO253:V()|});")]
    [InlineData("AsyncLocal<Coroutine<int>> local = new(); void M() { local.Value = {|AIO253:V()|}; }")]
    public Task Cached(string members, string? lambda = null) =>
        Unfixable(lambda is null ? members : members.Replace(lambda, $"{{|AIO253:{lambda}|}}"));

    [Theory]
    [InlineData("ConcurrentDictionary<int, LoopTask<int>> all = new(); LoopTask<int> M(int k) => all.GetOrAdd(k, i => Asyncio.CreateTask(W(i)));")]
    [InlineData("ConcurrentDictionary<int, Func<Coroutine<int>>> all = new(); Func<Coroutine<int>> M(int k) => all.GetOrAdd(k, i => () => W(i));")]
    [InlineData("Lazy<LoopTask<int>> all; C() { all = new(() => Asyncio.CreateTask(V())); }")]
    [InlineData("ConcurrentDictionary<int, Coroutine<int>> all = new(); Coroutine<int> M(int k, Coroutine<int> old) => all.GetOrAdd(k, i => old);")]
    [InlineData("async Coroutine<int> M() { var once = new Lazy<Coroutine<int>>(() => V()); return gate is null ? 0 : await once.Value; }")]
    [InlineData("async Coroutine M(Func<Coroutine<int>> set) { Set(set); await F(); } void Set(Func<Coroutine<int>> value) { } void N() => Set(() => V());")]
    public Task CachedInAnotherWay(string members) => Silent(members);

    [Fact]
    public async Task CachedInMemory()
    {
        const string members = "object M(Microsoft.Extensions.Caching.Memory.IMemoryCache cache) => " +
            "(Microsoft.Extensions.Caching.Memory.CacheExtensions.GetOrCreate(cache, 1, e => {|AIO253:V()|}), " +
            "Microsoft.Extensions.Caching.Memory.CacheExtensions.Set(cache, 2, {|AIO253:V()|}));";
        var test = Verify.Create(Snippet.Members(members));
        test.TestState.AdditionalReferences.AddRange(TestReferences.Web);
        await test.RunAsync();
    }

    // Behind ?. it is the same state, and so is that of another object of the type.
    [Theory]
    [InlineData("Coroutine<int> cold; void M() { this?.cold = {|AIO253:V()|}; }")]
    [InlineData("Coroutine<int> cold; void M(C maybe) { maybe?.cold = {|AIO253:V()|}; maybe.cold = {|AIO253:V()|}; }")]
    [InlineData("Coroutine<int> Cold { get; set; } void M(C maybe) { maybe?.Cold = {|AIO253:V()|}; maybe?.x?.Cold = {|AIO253:V()|}; }")]
    [InlineData("Coroutine<int>? cold; void M(C maybe) { maybe?.cold ??= {|AIO253:V()|}; }")]
    [InlineData("List<Coroutine<int>> all = new(); void M(C maybe) { all?.Add({|AIO253:V()|}); maybe?.all?.Add({|AIO253:V()|}); all?[0] = {|AIO253:V()|}; }")]
    public Task BehindATest(string members) => Unfixable(members);

    [Theory]
    [InlineData("class Job { public Coroutine<int> Work; } void M(Job job) { job?.Work = V(); job.Work = V(); }")]
    public Task BehindATest_OfAnotherType(string members) => Silent(members);

    [Theory]
    [InlineData("async Coroutine M() { var all = new List<Coroutine>(); all.Add(F()); all[0] = F(); await Asyncio.Gather(all); }")]
    [InlineData("async Coroutine M(Coroutine[] all) { all[0] = F(); var c = F(); c = F(); await c; }")]
    public Task N52_OfTheFunction(string members) => Silent(members);

    [Theory]
    [InlineData("AsyncQueue<Coroutine> queue = new(); async Coroutine M() { queue.TryPut(F()); await queue.PutAsync(F()); }")]
    [InlineData("class Job { public Coroutine Work { get; set; } } async Coroutine M() { var job = new Job { Work = F() }; job.Work = F(); await job.Work; }")]
    public Task N54_HandedOver(string members) => Silent(members);

    [Theory]
    [InlineData("LoopTask<int> c; async Coroutine M() { c = Asyncio.CreateTask(V()); Use(await c); Use(await c); }")]
    [InlineData("Func<Coroutine> c; async Coroutine M() { c = () => F(); c = F; await c(); }")]
    [InlineData("Coroutine c; void Set(Coroutine value) { c = value; c = default; c = Coroutine.Completed; }")]
    [InlineData("int c; async Coroutine M() { c = await V(); c += await V(); }")]
    public Task N60_Others(string members) => Silent(members);

    [Fact]
    public async Task OtherPartsOfTheType_MayReadIt()
    {
        var test = Verify.Create(Snippet.File("partial class D { Coroutine c; static Coroutine G() => default; async Coroutine M() { c = {|AIO253:G()|}; await c; } }"));
        test.TestState.Sources.Add("partial class D { object N() => c; }");
        await test.RunAsync();
    }

    [Fact]
    public Task Message_NamesTheTask() => Verify.Says(
        Snippet.Members("Coroutine<int> c; async Coroutine M() { c = {|#0:V()|}; Use(await c); }"),
        "AIO203",
        "'V()' is stored without being started, and it can be awaited only once: store 'Asyncio.CreateTask(V())' in a LoopTask<int>");

    [Fact]
    public Task UnfixableMessage_NamesTheWays() => Verify.Says(
        Snippet.Members("List<Coroutine> all = new(); void M() { all.Add({|#0:F()|}); }"),
        "AIO253",
        "'F()' is stored without being started, and it can be awaited only once: store 'Asyncio.CreateTask(F())', or a 'Func<Coroutine>' that creates it");

    [Fact]
    public Task UnfixableMessage_NamesTheCallOfAMethodGroup() => Verify.Says(
        "using System.Collections.Concurrent;\n" +
            Snippet.Members("ConcurrentDictionary<int, Coroutine<int>> all = new(); Coroutine<int> M(int k) => all.GetOrAdd(k, {|#0:W|});"),
        "AIO253",
        "'W(value)' is stored without being started, and it can be awaited only once: store 'Asyncio.CreateTask(W(value))', or a 'Func<Coroutine>' that creates it");
}
