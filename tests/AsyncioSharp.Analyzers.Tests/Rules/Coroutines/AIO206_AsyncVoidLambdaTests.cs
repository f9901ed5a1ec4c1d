using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.AsyncVoidLambdaAnalyzer, AsyncioSharp.CodeFixes.AsyncVoidLambdaFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class AsyncVoidLambdaTests
{
    private static Task Fix(string line, string replacement) => Verify.Fix(Snippet.Coroutine(line + "\nawait t;"), Snippet.Coroutine(replacement + "\nawait t;"));

    private static Task Unfixable(string line) => Verify.Unfixable(Snippet.Coroutine(line + "\nawait t;"));

    private static Task Silent(string line) => Verify.Silent(Snippet.Coroutine(line + "\nawait t;"));

    [Theory]
    [InlineData("xs.ForEach({|AIO206:async|} i => await W(i));", "foreach (var i in xs) { await W(i); }")]
    [InlineData("xs.ForEach({|AIO206:async|} (int i) => await W(i)); // all", "foreach (var i in xs) { await W(i); } // all")]
    [InlineData("xs.ForEach({|AIO206:async|} i => { await W(i); Use(i); });", "foreach (var i in xs) { await W(i); Use(i); }")]
    [InlineData("xs.ForEach({|AIO206:async|} i =>\n{\n    // one\n    await W(i);\n});", "foreach (var i in xs)\n{\n    // one\n    await W(i);\n}")]
    [InlineData("xs.ToList().ForEach({|AIO206:async|} i => { xs.ForEach({|AIO206:async|} j => await W(i + j)); await t; });", "foreach (var i in xs.ToList()) { foreach (var j in xs) { await W(i + j); } await t; }")]
    [InlineData("if (d == default) xs.ForEach({|AIO206:async|} i => await W(i)); else Use(1);", "if (d == default) foreach (var i in xs) { await W(i); } else Use(1);")]
    public Task P47_D46_ForEach(string line, string replacement) => Fix(line, replacement);

    [Fact]
    public Task P47_CoroutineWithoutAsync() => Verify.Fix(
        Snippet.Members("Coroutine M(List<int> xs) { xs.ForEach({|AIO206:async|} i => await W(i)); return F(); }"),
        Snippet.Members("async Coroutine M(List<int> xs) { foreach (var i in xs) { await W(i); } await F(); }"));

    [Theory]
    [InlineData("xs.ForEach({|AIO256:async|} i => { if (i > 1) { return; } await W(i); });")]
    [InlineData("xs.ForEach({|AIO256:async|} i => { i++; await W(i); });")]
    [InlineData("xs.ForEach({|AIO256:async|} t => await W(t));")]
    [InlineData("var j = 1; xs.ForEach({|AIO256:async|} i => { var j = await W(i); Use(j); }); Use(j);")]
    [InlineData("xs.ForEach(/* a */ {|AIO256:async|} i => await W(i));")]
    [InlineData("lock (gate) { xs.ForEach({|AIO256:async|} i => await W(i)); }")]
    [InlineData("Array.ForEach(new int[1], {|AIO256:async|} i => await W(i));")]
    [InlineData("Action a = {|AIO256:async|} () => await F(); a();")]
    [InlineData("Action a = {|AIO256:async|} delegate { await F(); }; a();")]
    [InlineData("Asyncio.RunningLoop.CallSoon({|AIO256:async|} () => await F());")]
    [InlineData("xs?.ForEach({|AIO256:async|} i => await W(i));")]
    public Task P47_DelegateHasToChange(string line) => Unfixable(line);

    [Fact]
    public Task P47_SyncMethod() => Verify.Unfixable(Snippet.Sync("xs.ForEach({|AIO256:async|} i => await W(i));"));

    [Theory]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += async (s, e) => await F();")]
    [InlineData("EventHandler h = async (s, e) => await F(); EventHandler<UnhandledExceptionEventArgs> g = async (s, e) => await F();")]
    public Task N70_EventHandlers(string line) => Silent(line);

    [Theory]
    [InlineData("Func<Coroutine> f = async () => await F(); Func<Task> g = async () => await t; await f();")]
    [InlineData("await Asyncio.Gather(xs.Select(async Coroutine<int> (x) => await W(x)));")]
    [InlineData("xs.ForEach(i => Use(i));")]
    [InlineData("await Task.Run(async () => await t);")]
    [InlineData("await Parallel.ForEachAsync(xs, async (x, token) => await t);")]
    public Task N82_OthersAwaitIt(string line) => Silent(line);

    // Another thread starts them, and nothing waits for them or sees their exceptions.
    private const string OffLoop =
        """
        Parallel.ForEach(xs, {|AIO256:async|} x => await t);
        Parallel.ForEach(xs, {|AIO256:async|} (x, state) => await t);
        Parallel.For(0, 3, {|AIO256:async|} i => await t);
        Parallel.Invoke({|AIO256:async|} () => await t, {|AIO256:async|} () => await t);
        xs.AsParallel().ForAll({|AIO256:async|} x => await t);
        ThreadPool.QueueUserWorkItem({|AIO256:async|} _ => await t);
        ThreadPool.UnsafeQueueUserWorkItem({|AIO256:async|} _ => await t, null);
        new Thread({|AIO256:async|} () => await t).Start();
        using var timer = new Timer({|AIO256:async|} _ => await t);
        new Task({|AIO256:async|} () => await t).Start();
        Action a = {|AIO256:async|} () => await t; Task.Run(a);
        """;

    [Fact]
    public async Task DelegatesThatRunElsewhere()
    {
        await Verify.Unfixable(Snippet.Sync(OffLoop));
        await Verify.Unfixable(Snippet.AsyncTask(OffLoop + "\nawait t;"));
        await Unfixable("await Asyncio.ToThread(() => Parallel.ForEach(xs, {|AIO256:async|} x => await t));");
        await Unfixable("await Task.Run(() => xs.ForEach({|AIO256:async|} x => await t));");
    }

    [Theory]
    [InlineData("Parallel.ForEach(xs, {|#0:async|} x => await t);", "use 'Parallel.ForEachAsync'")]
    [InlineData("Parallel.For(0, 1, {|#0:async|} x => await t);", "use 'Parallel.ForAsync'")]
    [InlineData("ThreadPool.QueueUserWorkItem({|#0:async|} _ => await t);", "use 'Task.Run', and keep its task")]
    [InlineData("new Timer({|#0:async|} _ => await t);", "use a 'PeriodicTimer' in an async function")]
    public Task DelegatesThatRunElsewhere_HaveTheirAdvice(string line, string advice) => Verify.Says(
        Snippet.Sync(line), "AIO256", "This async lambda becomes async void, so its completion and its exceptions are lost: " + advice);

    [Fact]
    public Task Message_NamesTheLoop() => Verify.Says(
        Snippet.Coroutine("xs.ForEach({|#0:async|} i => await W(i)); await t;"),
        "AIO206",
        "This async lambda becomes async void, so its completion and its exceptions are lost: write 'foreach (var i in xs) { await W(i); }'");

    [Fact]
    public Task UnfixableMessage_NamesTheWay() => Verify.Says(
        Snippet.Coroutine("Action a = {|#0:async|} () => await F(); await t;"),
        "AIO256",
        "This async lambda becomes async void, so its completion and its exceptions are lost: use a delegate that returns a Coroutine, or start a task in it with 'Asyncio.CreateTask'");
}
