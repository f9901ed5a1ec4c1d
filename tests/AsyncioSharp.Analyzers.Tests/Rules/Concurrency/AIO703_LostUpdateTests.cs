using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.LostUpdateAnalyzer, AsyncioSharp.CodeFixes.LostUpdateFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class LostUpdateTests
{
    private const string State =
        """
        int total;
        static int sum;
        string cache;
        int? maybe;
        bool loaded;
        int[] counts = new int[4];
        List<int> items;
        Dictionary<string, int> map = new();
        static byte small;
        long Big { get; set; }
        Box box;
        AsyncLock locked = new();
        SemaphoreSlim sem = new(1);
        readonly AsyncLocal<int> depth = new();
        class Box { public int N; public Box Next; }
        struct Pair { public int A; }
        Coroutine<string> Load() => default;
        Coroutine<bool> Init() => default;

        """;

    private static string Code(string lines) => Snippet.Members(State + "\nasync Coroutine M(Task<int> t, List<int> xs, Box other)\n{\n    " + lines.Replace("\n", "\n    ") + "\n    await F();\n}");

    private static Task Fix(string line, string replacement) => Verify.Fix(Code(line), Code(replacement));

    private static Task Unfixable(string line) => Verify.Unfixable(Code(line));

    private static Task Silent(string line) => Verify.Silent(Code(line));

    [Theory]
    [InlineData("{|AIO703:total += await V()|};", "var v = await V();\ntotal += v;")]
    [InlineData("{|AIO703:sum -= await W(2)|}; // two", "var w = await W(2);\nsum -= w; // two")]
    [InlineData("{|AIO703:this.total += 2 * await V()|};", "var value = 2 * await V();\nthis.total += value;")]
    [InlineData("{|AIO703:cache += await Load()|};", "var load = await Load();\ncache += load;")]
    [InlineData("{|AIO703:Big += await t|};", "var value = await t;\nBig += value;")]
    [InlineData("{|AIO703:other.N += await V()|};", "var v = await V();\nother.N += v;")]
    [InlineData("{|AIO703:small += (byte)await V()|};", "var value = (byte)await V();\nsmall += value;")]
    [InlineData("// before\n/* a */ {|AIO703:total /* b */ += /* c */ await V()|} /* d */; // e", "// before\n/* a */ var v = /* c */ await V();\ntotal /* b */ += v /* d */; // e")]
    [InlineData("{|AIO703:total += await V() + await W(3)|};", "var value = await V() + await W(3);\ntotal += value;")]
    [InlineData("{|AIO703:total += await t.ConfigureAwait(true)|};", "var value = await t.ConfigureAwait(true);\ntotal += value;")]
    public Task P38_ScalarIsFixed(string line, string replacement) => Fix(line, replacement);

    [Fact]
    public Task Several_GetNamesOfTheirOwn() => Fix(
        "{|AIO703:total += await V()|};\n{|AIO703:total += await V()|};\nif (total > 3) { {|AIO703:sum += await V()|}; }",
        "var v = await V();\ntotal += v;\nvar v2 = await V();\ntotal += v2;\nif (total > 3) { var v3 = await V(); sum += v3; }");

    [Fact]
    public Task ValueOnItsOwnLine() => Fix("{|AIO703:total +=\n    await V()|};", "var v =\n    await V();\ntotal += v;");

    [Fact]
    public Task SwitchSection() => Fix(
        "switch (xs.Count)\n{\n    case 1:\n        {|AIO703:total += await V()|};\n        break;\n}",
        "switch (xs.Count)\n{\n    case 1:\n        var v = await V();\n        total += v;\n        break;\n}");

    [Theory]
    [InlineData("{|AIO753:total = total + await V()|};")]
    [InlineData("{|AIO753:total = await W(total)|};")]
    [InlineData("{|AIO753:total += await W(total)|};")]
    [InlineData("{|AIO753:counts[0] += await V()|};")]
    [InlineData("{|AIO753:map[\"a\"] += await V()|};")]
    [InlineData("if (xs.Count > 0) {|AIO753:total += await V()|};")]
    [InlineData("Use({|AIO753:total += await V()|});")]
    [InlineData("{|AIO753:total = xs.Count > 0 ? total + await V() : 0|};")]
    [InlineData("{|AIO753:box.Next.N += await V()|};")]
    [InlineData("Use({|AIO753:total += await V() + await W(3)|});")]
    [InlineData("box?{|AIO753:.N += await V()|};")]
    [InlineData("box?{|AIO753:.N = box.N + await V()|};")]
    [InlineData("box?.Next?{|AIO753:.N -= await V()|};")]
    [InlineData("other?{|AIO753:.N += await V()|};")]
    [InlineData("box?{|AIO753:.Next ??= await LoadBox()|}; async Coroutine<Box> LoadBox() { await F(); return null; }")]
    [InlineData("{|AIO753:(Big, total) = (Big + await V(), 1)|};")]
    [InlineData("{|AIO753:(total, Big) = (total + 1, await V())|};")]
    [InlineData("{|AIO753:(box.N, total) = (1, total + await V())|};")]
    public Task P38_OtherUpdates(string line) => Unfixable(line);

    [Theory]
    [InlineData("(total, Big) = (await V(), 1);")]
    [InlineData("(total, Big) = (await V() + total, 1);")]
    [InlineData("(total, Big) = (1, total + await V());")]
    [InlineData("var n = 0; (n, var m) = (n + await V(), 1); Use(m);")]
    [InlineData("var own = new Box(); own?.N += await V();")]
    [InlineData("box?.N = await V();")]
    public Task TuplesAndTests_ThatReadAfterTheAwait(string line) => Silent(line);

    [Theory]
    [InlineData("if (!map.ContainsKey(\"a\")) {|AIO753:map[\"a\"] = await V()|};")]
    [InlineData("if (!map.ContainsKey(\"a\")) { {|AIO753:map[\"a\"] = await V()|}; }")]
    [InlineData("if (!map.TryGetValue(\"a\", out var n)) { {|AIO753:map[\"a\"] = await V()|}; }")]
    [InlineData("if (map.ContainsKey(\"a\")) { return; } {|AIO753:map[\"a\"] = await V()|};")]
    [InlineData("if (!this.map.ContainsKey(\"a\")) { {|AIO753:map[\"a\"] = await V()|}; }")]
    public Task AMissingKey(string line) => Unfixable(line);

    [Theory]
    [InlineData("if (!map.ContainsKey(\"a\")) { map[\"b\"] = await V(); }")]
    [InlineData("if (map.ContainsKey(\"a\")) { map[\"a\"] = await V(); }")]
    [InlineData("var own = new Dictionary<string, int>(); if (!own.ContainsKey(\"a\")) { own[\"a\"] = await V(); }")]
    [InlineData("using (await locked.AcquireAsync()) { if (!map.ContainsKey(\"a\")) { map[\"a\"] = await V(); } }")]
    [InlineData("if (!map.ContainsKey(\"a\")) { map[\"a\"] = 0; map[\"a\"] = await V(); }")]
    [InlineData("map[\"a\"] = await V();")]
    public Task AMissingKey_OfAnother(string line) => Silent(line);

    [Fact]
    public Task D54_ElementOfASharedArray() => Unfixable("var i = 0; {|AIO753:counts[i++] += await t|};");

    [Theory]
    [InlineData("if (cache is null) {|AIO753:cache = await Load()|};")]
    [InlineData("if (cache == null) { Use(1); {|AIO753:cache = await Load()|}; }")]
    [InlineData("if (cache is not null) { return; } {|AIO753:cache = await Load()|};")]
    [InlineData("if (cache is not { }) {|AIO753:cache = (await Load()).Trim()|};")]
    [InlineData("if (null == cache) { {|AIO753:cache = await Load()|}; }")]
    [InlineData("if (!maybe.HasValue) { {|AIO753:maybe = await V()|}; }")]
    [InlineData("if (!loaded) { {|AIO753:loaded = await Init()|}; }")]
    [InlineData("if (loaded == false) {|AIO753:loaded = await Init()|};")]
    [InlineData("Func<Coroutine> f = async () => { if (cache is null) { {|AIO753:cache = await Load()|}; } }; await f();")]
    [InlineData("{|AIO753:cache ??= await Load()|};")]
    [InlineData("{|AIO753:cache = cache ?? await Load()|};")]
    public Task P38_CheckThenAct(string line) => Unfixable(line);

    [Theory]
    [InlineData("total += 1; await F();")]
    [InlineData("var local = 0; local += await V();")]
    [InlineData("other.N = await V();")]
    [InlineData("total = await V();")]
    [InlineData("total = await V() + total;")]
    [InlineData("var v = await V(); total += v;")]
    [InlineData("other.N = await W(total);")]
    [InlineData("other.N = await W(box.N);")]
    public Task N81_NothingIsReadEarly(string line) => Silent(line);

    [Theory]
    [InlineData("using (await locked.AcquireAsync()) { total += await V(); }")]
    [InlineData("using var _ = await locked.AcquireAsync(); total += await V();")]
    [InlineData("await sem.WaitAsync(); try { total += await V(); } finally { sem.Release(); }")]
    [InlineData("await locked.AcquireAsync(); total += await V(); locked.Release();")]
    [InlineData("if (cache is null) { using (await locked.AcquireAsync()) { cache ??= await Load(); } }")]
    [InlineData("if (await sem.WaitAsync(1)) { total += await V(); sem.Release(); }")]
    [InlineData("await sem.WaitAsync(); try { if (cache is null) { cache = await Load(); } } finally { sem.Release(); }")]
    public Task HeldLock_IsSilent(string line) => Silent(line);

    [Theory]
    [InlineData("await sem.WaitAsync(); sem.Release(); {|AIO753:cache ??= await Load()|};")]
    [InlineData("await sem.WaitAsync(); try { await F(); } finally { sem.Release(); } {|AIO753:cache ??= await Load()|};")]
    [InlineData("if (!await sem.WaitAsync(1)) { {|AIO753:cache ??= await Load()|}; }")]
    [InlineData("using (await locked.AcquireAsync()) { } {|AIO753:cache ??= await Load()|};")]
    [InlineData("if (xs.Count > 0) { await sem.WaitAsync(); } {|AIO753:cache ??= await Load()|};")]
    public Task LockThatIsNotHeldThere(string line) => Unfixable(line);

    [Theory]
    [InlineData("var n = 0; await Asyncio.Timeout(1, async scope => { n += await V(); }); Use(n);")]
    [InlineData("var n = 0; await TaskGroup.Run(async group => { n += await V(); }); Use(n);")]
    [InlineData("var n = 0; async Coroutine Add() { n += await V(); } await Add(); await Add(); Use(n);")]
    [InlineData("var n = 0; Action show = () => Use(n); n += await V(); show();")]
    [InlineData("var fresh = new Box(); fresh.N += await V();")]
    [InlineData("var pair = new Pair(); pair.A += await V();")]
    [InlineData("var own = new int[2]; own[0] += await V();")]
    [InlineData("depth.Value += await V();")]
    [InlineData("await Task.Run(async () => { total += await t; });")]
    [InlineData("maybe ??= await t;")]
    public Task NobodyElseSeesIt(string line) => Silent(line);

    [Theory]
    [InlineData("var n = 0; await Asyncio.Gather(xs.Select(async Coroutine<int> (x) => {|AIO753:n += await W(x)|})); Use(n);")]
    [InlineData("var n = 0; async Coroutine Add() { {|AIO753:n = n + await V()|}; } await Asyncio.Gather(Add(), Add()); Use(n);")]
    [InlineData("var n = 0; Func<Coroutine> add = async () => { {|AIO753:n = n + await V()|}; }; await Asyncio.Gather(add(), add()); Use(n);")]
    [InlineData("var n = 0; async Coroutine Add() { n += 1; await F(); } var task = Asyncio.CreateTask(Add()); {|AIO753:n = n + await V()|}; await task; Use(n);")]
    public Task CapturedVariables(string line) => Unfixable(line);

    [Theory]
    [InlineData("if (cache is null) { cache = \"\"; cache = await Load(); }")]
    [InlineData("if (cache is null) { await F(); } cache = await Load();")]
    [InlineData("while (cache is null) { await F(); } cache = await Load();")]
    [InlineData("if (items is null) { cache = await Load(); }")]
    [InlineData("total = xs.Count > 0 ? total : await V();")]
    [InlineData("total = xs.Count switch { 1 => total, _ => await V() };")]
    [InlineData("total = await W(xs.Count(x => x == total));")]
    [InlineData("Func<Coroutine> f = async () => await F(); total += xs.Count(x => x > 1);")]
    public Task OtherChecks(string line) => Silent(line);

    [Fact]
    public Task ParameterOfAPrimaryConstructor() => Verify.Fix(
        Snippet.File("class P(int total)\n{\n    public async Coroutine Add(Func<Coroutine<int>> get)\n    {\n        {|AIO703:total += await get()|};\n    }\n}"),
        Snippet.File("class P(int total)\n{\n    public async Coroutine Add(Func<Coroutine<int>> get)\n    {\n        var get2 = await get();\n        total += get2;\n    }\n}"));

    [Fact]
    public Task CopyOfAStruct_IsSilent() => Verify.Silent(
        Snippet.File("struct P\n{\n    int total;\n    public async Coroutine Add(Task<int> t)\n    {\n        total += await t;\n    }\n}"));

    [Fact]
    public Task PlainAsyncMethod() => Verify.Fix(
        Snippet.Members("static int total;\nasync Task M(Task<int> t)\n{\n    {|AIO703:total += await t|};\n}"),
        Snippet.Members("static int total;\nasync Task M(Task<int> t)\n{\n    var value = await t;\n    total += value;\n}"));

    [Fact]
    public Task Message_NamesTheTwoSteps() => Verify.Says(
        Code("{|#0:total += await V()|};"),
        "AIO703",
        "'total' is read before this await and written after it, so updates by other tasks in between are lost: write 'var v = await V(); total += v'");

    [Fact]
    public Task UnfixableMessage_NamesTheLock() => Verify.Says(
        Code("{|#0:cache ??= await Load()|};"),
        "AIO753",
        "'cache' is tested before this await and written after it, and other tasks can run in between: hold an 'AsyncLock' around both, or await before reading");

    [Fact]
    public Task AnEnumerator_IsAskedForOneElementAtATime() => Verify.Silent(Snippet.File(
        "class Items : IAsyncEnumerator<Items>\n{\n    Items current;\n    public Items Current => current;\n    public async ValueTask<bool> MoveNextAsync() { current = await current.Next(); return true; }\n" +
        "    async Task<Items> Next() { await Task.Yield(); return current; }\n    public ValueTask DisposeAsync() => default;\n}"));
}
