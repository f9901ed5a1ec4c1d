using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.TaskWaitAnalyzer, AsyncioSharp.CodeFixes.TaskWaitFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

/// <summary>What is a wait, and what the fix makes of it.</summary>
public sealed class TaskWaitTests
{
    private static string In(string lines) => Snippet.Members($"async Coroutine M(Task t, Task<int> a, Task<string> s, ValueTask<int> v, Task<Task<int>> n, CancellationToken c)\n{{\n{lines}\nawait F();\n}}\nstring name;\nTask<int> Get() => null;");

    private static Task Fix(string line, string replacement) => Verify.Fix(In(line), In(replacement));

    private static Task Unfixable(string line) => Verify.Unfixable(In(line));

    [Theory]
    [InlineData("{|AIO102:t.Wait()|};", "await t;")]
    [InlineData("{|AIO102:a.Wait()|};", "await a;")]
    [InlineData("var x = {|AIO102:a.Result|};", "var x = await a;")]
    [InlineData("var x = {|AIO102:v.Result|};", "var x = await v;")]
    [InlineData("var x = {|AIO102:Get().Result|};", "var x = await Get();")]
    [InlineData("{|AIO102:t.GetAwaiter().GetResult()|};", "await t;")]
    [InlineData("var x = {|AIO102:v.GetAwaiter().GetResult()|};", "var x = await v;")]
    [InlineData("var x = {|AIO102:a.ConfigureAwait(false).GetAwaiter().GetResult()|};", "var x = await a;")]
    [InlineData("var x = {|AIO102:V().GetAwaiter().GetResult()|};", "var x = await V();")]
    [InlineData("var x = {|AIO102:Asyncio.CreateTask(V()).GetAwaiter().GetResult()|};", "var x = await Asyncio.CreateTask(V());")]
    [InlineData("{|AIO102:t.Wait(c)|};", "await t.WaitAsync(c);")]
    [InlineData("{|AIO102:Task.WaitAll(t, a)|};", "await Task.WhenAll(t, a);")]
    [InlineData("{|AIO102:Task.WaitAll(new[] { t, a }, c)|};", "await Task.WhenAll(new[] { t, a }).WaitAsync(c);")]
    [InlineData("{|AIO102:Task.WaitAny(t, a)|};", "await Task.WhenAny(t, a);")]
    [InlineData("{|AIO102:Task.Run(() => 1).Wait()|};", "await Task.Run(() => 1);")]
    public Task EveryWait_BecomesAnAwait(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("{|AIO102:(t).Wait()|};", "await (t);")]
    [InlineData("{|AIO102:((Task)a).Wait()|};", "await ((Task)a);")]
    [InlineData("{|AIO102:t!.Wait()|};", "await t!;")]
    [InlineData("{|AIO102:(c.IsCancellationRequested ? t : a).Wait()|};", "await (c.IsCancellationRequested ? t : a);")]
    public Task P09_AnyReceiver(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("var x = {|AIO102:s.Result|}.Length;", "var x = (await s).Length;")]
    [InlineData("var x = {|AIO102:s.Result|}[0];", "var x = (await s)[0];")]
    [InlineData("var x = {|AIO102:s.Result|}?.Length;", "var x = (await s)?.Length;")]
    [InlineData("var x = -{|AIO102:a.Result|} + {|AIO102:Get().Result|};", "var x = -await a + await Get();")]
    [InlineData("Use($\"{{|AIO102:a.Result|}}\");", "Use($\"{await a}\");")]
    public Task D01_Parentheses(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("var x = {|AIO102:{|AIO102:n.Result|}.Result|};", "var x = await (await n);")]
    [InlineData("var x = {|AIO102:W({|AIO102:a.Result|}).GetAwaiter().GetResult()|};", "var x = await W(await a);")]
    [InlineData("Use({|AIO102:s.Result|}.Trim() + {|AIO102:a.Result|}.ToString());", "Use((await s).Trim() + (await a).ToString());")]
    public Task D02_D03_NestedInOneRun(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("{|AIO102:t?.Wait()|};", "if (t is not null) await t;")]
    [InlineData("{|AIO102:t?.Wait(c)|};", "if (t is not null) await t.WaitAsync(c);")]
    [InlineData("{|AIO102:t?.GetAwaiter().GetResult()|};", "if (t is not null) await t;")]
    [InlineData("{|AIO102:Get()?.Wait()|};", "if (Get() is { } get) await get;")]
    [InlineData("if (x == null) {|AIO102:t?.Wait()|}; else Use(1);", "if (x == null) { if (t is not null) await t; } else Use(1);")]
    public Task D04_ConditionalWait(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("var x = {|AIO102:s?.Result|};", "var x = s is null ? null : await s;")]
    [InlineData("var x = {|AIO102:a?.Result|};", "var x = a is null ? (int?)null : await a;")]
    [InlineData("var x = {|AIO102:a?.Result|} ?? 1;", "var x = (a is null ? (int?)null : await a) ?? 1;")]
    public Task D05_ConditionalResult(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("var x = s?{|AIO152:.Result|}.Length;")]
    [InlineData("var x = {|AIO152:Get()?.Result|};")]
    [InlineData("var x = {|AIO152:a /* kept */ ?.Result|};")]
    public Task D05_ConditionalResultThatIsUsedFurther(string line) => Unfixable(line);

    [Theory]
    [InlineData("if (!{|AIO102:t.Wait(1000)|}) throw new TimeoutException();", "await t.WaitAsync(TimeSpan.FromMilliseconds(1000), c);")]
    [InlineData("if (!{|AIO102:t.Wait(TimeSpan.FromSeconds(1))|}) { throw new TimeoutException(); }", "await t.WaitAsync(TimeSpan.FromSeconds(1), c);")]
    public Task D10_TimeoutIdiom(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("if (!{|AIO152:t.Wait(1000)|}) throw new TimeoutException(\"late\");")]
    [InlineData("if (!{|AIO152:t.Wait(1000)|}) Use(1);")]
    [InlineData("{|AIO152:t.Wait(1000)|};")]
    [InlineData("var done = {|AIO152:t.Wait(1000, c)|};")]
    [InlineData("{|AIO152:t?.Wait(1000)|};")]
    public Task D10_OtherTimeouts(string line) => Unfixable(line);

    [Theory]
    [InlineData("var i = {|AIO152:Task.WaitAny(t, a)|};")]
    [InlineData("{|AIO152:Task.WaitAll(new[] { t, a }, 100)|};")]
    public Task D11_IndexAndTime(string line) => Unfixable(line);

    [Fact]
    public Task D14_CommentsStay() => Fix(
        "/* before */ {|AIO102:t.Wait(/* inside */)|} /* after */; // trailing",
        "/* before */ await t /* inside */ /* after */; // trailing");

    [Fact]
    public Task D51_Directives() => Unfixable("{|AIO152:t\n#if A\n.Wait(c)\n#else\n.Wait()|}\n#endif\n;");

    [Theory]
    [InlineData("lock (gate) { {|AIO152:t.Wait()|}; }")]
    [InlineData("unsafe { {|AIO152:t.Wait()|}; }")]
    [InlineData("try { } catch (Exception) when ({|AIO152:a.Result|} > 0) { }")]
    [InlineData("Span<int> b = stackalloc int[2]; b[0] = {|AIO152:a.Result|}; b[1] = b[0];")]
    [InlineData("var q = (from x in new[] { a } where {|AIO152:x.Result|} > 0 select x).ToList();")]
    public Task P08_AwaitIsIllegal(string line) => Unfixable(line);

    [Theory]
    [InlineData("new List<Task> { t }.ForEach(x => {|AIO152:x.Wait()|});")]
    [InlineData("Use(new[] { a }.Select(x => {|AIO152:x.Result|}).ToArray());")]
    [InlineData("int L() => {|AIO152:a.Result|}; Use(L());")]
    public Task P07_LambdaThatRunsInline(string line) => Unfixable(line);

    [Fact]
    public Task P13_CoroutineWithoutAsync() => Verify.Fix(
        Snippet.Members("Coroutine<int> M(Task<int> t) { Use({|AIO102:t.Result|}); return V(); } Coroutine N(Task t) { {|AIO102:t.Wait()|}; return default; }"),
        Snippet.Members("async Coroutine<int> M(Task<int> t) { Use(await t); return await V(); } async Coroutine N(Task t) { await t; }"));

    // The wait stayed on its thread, and so does what follows the await.
    [Fact]
    public Task ConfigureAwaitOfAWait_IsDropped() => Verify.Fix(
        Snippet.AsyncTask("{|AIO102:t.ConfigureAwait(false).GetAwaiter().GetResult()|}; await Task.Yield();"),
        Snippet.AsyncTask("await t; await Task.Yield();"));

    [Fact]
    public Task ConfigureAwaitOfAWait_IsKept_WhereTheFileAwaitsLikeThat() => Verify.Fix(
        Snippet.Members("async Task N(Task t) { await t.ConfigureAwait(false); } async Task M(Task t) { {|AIO102:t.ConfigureAwait(false).GetAwaiter().GetResult()|}; }"),
        Snippet.Members("async Task N(Task t) { await t.ConfigureAwait(false); } async Task M(Task t) { await t.ConfigureAwait(false); }"));

    [Fact]
    public Task TypeThatIsATask() => Verify.Fix(
        Snippet.Members("class Job : Task<int> { public Job() : base(() => 1) { } } async Coroutine M(Job job) { Use({|AIO102:job.Result|}); await F(); }"),
        Snippet.Members("class Job : Task<int> { public Job() : base(() => 1) { } } async Coroutine M(Job job) { Use(await job); await F(); }"));

    [Fact]
    public Task OptionsOfConfigureAwait_OnTheLoop() => Unfixable("{|AIO152:t.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult()|};");

    [Fact]
    public Task Message_NamesTheAwait() => Verify.Says(
        In("{|#0:t.Wait(c)|};"), "AIO102", "'Task.Wait' blocks the event loop and deadlocks if the task needs it: write 'await t.WaitAsync(c)'");

    [Fact]
    public Task Message_OfACoroutine() => Verify.Says(
        In("{|#0:F().GetAwaiter().GetResult()|};"), "AIO102", "'Coroutine.GetAwaiter().GetResult' does not wait, and throws unless the task is done: write 'await F()'");

    [Fact]
    public Task UnfixableMessage_NamesTheObstacle() => Verify.Says(
        In("lock (gate) { Use({|#0:a.Result|}); }"),
        "AIO152",
        "'Task.Result' blocks the event loop and deadlocks if the task needs it, and 'await' is not allowed in a lock: move 'await a' out of it");

    [Fact]
    public Task UnfixableMessage_NamesTheForm() => Verify.Says(
        In("{|#0:t.Wait(5)|};"),
        "AIO152",
        "'Task.Wait' blocks the event loop and deadlocks if the task needs it, and its result tells whether the time is up, where an await throws: write 'await t.WaitAsync(TimeSpan.FromMilliseconds(5))' instead");

    // These call the factory at once, where they find no value.
    [Theory]
    [InlineData("Use(cache.GetOrCreate(1, e => {|AIO152:n.Result|}));")]
    [InlineData("Use(cache.GetOrCreate(1, e => { return {|AIO152:n.GetAwaiter().GetResult()|}; }));")]
    [InlineData("string text = null; LazyInitializer.EnsureInitialized(ref text, () => {|AIO152:n.Result|}.ToString());")]
    [InlineData("int x = 0; bool isThere = false; Use(LazyInitializer.EnsureInitialized(ref x, ref isThere, ref gate, () => {|AIO152:n.Result|}));")]
    public Task FactoryOfACache(string line) => InACache(line);

    [Theory]
    [InlineData("Use(await cache.GetOrCreateAsync(1, async e => await n));")]
    [InlineData("await Task.Run(() => cache.GetOrCreate(1, e => n.Result));")]
    [InlineData("Func<int> f = () => cache.GetOrCreate(1, e => n.Result); await Task.Run(f);")]
    public Task FactoryOfACache_OffTheLoop(string line) => InACache(line);

    private static async Task InACache(string line)
    {
        var test = Verify.Create("using Microsoft.Extensions.Caching.Memory;\n" +
            Snippet.Members($"async Coroutine M(Task t, Task<int> n, IMemoryCache cache) {{ {line} await t; }}"));
        test.TestState.AdditionalReferences.AddRange(TestReferences.Web);
        await test.RunAsync();
    }
}
