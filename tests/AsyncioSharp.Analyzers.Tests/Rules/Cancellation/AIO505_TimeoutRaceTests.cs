using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.TimeoutRaceAnalyzer, AsyncioSharp.CodeFixes.TimeoutRaceFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class TimeoutRaceTests
{
    private const string Callees = "\n}\nTask G() => Task.CompletedTask; async Task<int> N() { await F(); return 1; }\nTask field = Task.CompletedTask;\nvoid End() {";

    private static string Code(string lines) => Snippet.Coroutine(lines + Callees);

    private static Task Fix(string line, string replacement) => Verify.Fix(Code(line), Code(replacement));

    private static Task Silent(string line) => Verify.Silent(Code(line));

    [Theory]
    [InlineData("await {|AIO505:Task.WhenAny(N(), Task.Delay(1000))|};", "try\n{\n    await Asyncio.WaitFor(Asyncio.FromTask(N()), TimeSpan.FromMilliseconds(1000));\n}\ncatch (TimeoutException)\n{\n}")]
    [InlineData("await {|AIO505:Task.WhenAny(Task.Delay(d), G())|};", "try\n{\n    await Asyncio.WaitFor(Asyncio.FromTask(G()), d);\n}\ncatch (TimeoutException)\n{\n}")]
    [InlineData("Use(1); await {|AIO505:Task.WhenAny(G(), Task.Delay(d))|}; Use(2);", "Use(1); try { await Asyncio.WaitFor(Asyncio.FromTask(G()), d); } catch (TimeoutException) { } Use(2);")]
    [InlineData("var w = N(); await {|AIO505:Task.WhenAny(w, Task.Delay(d))|};", "var w = N(); try { await Asyncio.WaitFor(Asyncio.FromTask(w), d); } catch (TimeoutException) { }")]
    [InlineData("// wait\nawait {|AIO505:Task.WhenAny(N(), Task.Delay(1000))|}; // a second\nUse(1);", "// wait\ntry\n{\n    await Asyncio.WaitFor(Asyncio.FromTask(N()), TimeSpan.FromMilliseconds(1000));\n}\ncatch (TimeoutException)\n{\n} // a second\nUse(1);")]
    public Task P39_DroppedResult_GoesOn(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("var w = N(); if (await {|AIO505:Task.WhenAny(w, Task.Delay(1000))|} != w) throw new TimeoutException(); var v = await w; Use(v);", "var w = N(); var v = await Asyncio.WaitFor(Asyncio.FromTask(w), TimeSpan.FromMilliseconds(1000)); Use(v);")]
    [InlineData("var w = G(); Use(1); if (w != await {|AIO505:Task.WhenAny(w, Task.Delay(d))|}) { throw new TimeoutException(); } await w;", "var w = G(); Use(1); await Asyncio.WaitFor(Asyncio.FromTask(w), d);")]
    [InlineData("var v = 0; var w = N(); if (await {|AIO505:Task.WhenAny(w, Task.Delay(d))|} != w) throw new TimeoutException(); v = await w; Use(v);", "var v = 0; var w = N(); v = await Asyncio.WaitFor(Asyncio.FromTask(w), d); Use(v);")]
    [InlineData("var w = N();\n// at most d\nvar first = await {|AIO505:Task.WhenAny(w, Task.Delay(d))|};\nif (first != w)\n{\n    throw new TimeoutException();\n}\n\nUse(1);", null)]
    [InlineData("var w = N();\n// at most d\nvar first = await {|AIO505:Task.WhenAny(w, Task.Delay(d))|};\nif (first != w)\n{\n    throw new TimeoutException();\n}\n\nvar v = await w; // the value\nUse(v);", "var w = N();\n// at most d\nvar v = await Asyncio.WaitFor(Asyncio.FromTask(w), d); // the value\nUse(v);")]
    public Task RaceThatThrows(string line, string? replacement) =>
        replacement is null ? Verify.Unfixable(Code(line.Replace("AIO505", "AIO555"))) : Fix(line, replacement);

    [Fact]
    public async Task PlainAsyncMethod_WaitAsync()
    {
        await Verify.Fix(
            Snippet.AsyncTask("var w = Task.Run(() => 1); if (await {|AIO505:Task.WhenAny(w, Task.Delay(1000))|} != w) throw new TimeoutException(); var v = await w; Use(v);"),
            Snippet.AsyncTask("var w = Task.Run(() => 1); var v = await w.WaitAsync(TimeSpan.FromMilliseconds(1000)); Use(v);"));
        await Verify.Fix(
            Snippet.AsyncTask("await {|AIO505:Task.WhenAny(Task.Run(() => 1), Task.Delay(d))|};"),
            Snippet.AsyncTask("try\n{\n    await Task.Run(() => 1).WaitAsync(d);\n}\ncatch (TimeoutException)\n{\n}"));
    }

    [Theory]
    [InlineData("var w = N(); if (await {|AIO555:Task.WhenAny(w, Task.Delay(1))|} != w) throw new TimeoutException(\"too long\"); await w;")]
    [InlineData("var w = N(); if (await {|AIO555:Task.WhenAny(w, Task.Delay(1))|} != w) { Use(1); throw new TimeoutException(); } await w;")]
    [InlineData("var w = N(); if (await {|AIO555:Task.WhenAny(w, Task.Delay(1))|} != w) return; await w;")]
    [InlineData("var w = N(); if (await {|AIO555:Task.WhenAny(w, Task.Delay(1))|} == w) { Use(await w); }")]
    [InlineData("var w = N(); if (await {|AIO555:Task.WhenAny(w, Task.Delay(1))|} == w) { Use(await w); } else { Use(2); }")]
    [InlineData("var w = N(); if (await {|AIO555:Task.WhenAny(w, Task.Delay(1))|} != w) throw new TimeoutException(); Use(Use(1) + await w);")]
    [InlineData("var delay = Task.Delay(1); var w = N(); if (await {|AIO555:Task.WhenAny(w, delay)|} == delay) throw new TimeoutException(); await w;")]
    [InlineData("var first = await {|AIO555:Task.WhenAny(N(), Task.Delay(1))|}; await first;")]
    [InlineData("await {|AIO555:Task.WhenAny(N(), t, Task.Delay(1))|};")]
    [InlineData("await {|AIO555:Task.WhenAny([N(), Task.Delay(1)])|};")]
    [InlineData("await {|AIO555:Task.WhenAny(new Task[] { N(), Task.Delay(1) })|};")]
    [InlineData("if (xs.Count > 1) await {|AIO555:Task.WhenAny(N(), Task.Delay(1))|};")]
    [InlineData("await {|AIO555:Task.WhenAny(N(), /* one */ Task.Delay(1))|};")]
    [InlineData("await {|AIO555:Task.WhenAny(N(), Task.Delay(1))|}.ConfigureAwait(true);")]
    [InlineData("await {|AIO555:Asyncio.Wait([Asyncio.CreateTask(F()), Asyncio.CreateTask(Asyncio.Sleep(1))], WaitMode.FirstCompleted)|};")]
    [InlineData("var a = Asyncio.CreateTask(F()); var b = Asyncio.CreateTask(Asyncio.Sleep(1)); Use((await {|AIO555:Asyncio.Wait([a, b], WaitMode.FirstCompleted)|}).Done);")]
    public Task MoreHasToChange(string line) => Verify.Unfixable(Code(line));

    [Theory]
    [InlineData("var w = N(); if (await Task.WhenAny(w, Task.Delay(1)) != w) Use(\"slow\"); await w;")]
    [InlineData("var w = N(); await Task.WhenAny(w, Task.Delay(1)); Use(await w);")]
    [InlineData("var w = N(); if (await Task.WhenAny(w, Task.Delay(1)) != w) { _ = w.ContinueWith(_ => { }); return; } await w;")]
    [InlineData("var w = N(); var first = await Task.WhenAny(w, Task.Delay(1)); Use(first == w); Use(first); await w;")]
    [InlineData("var w = N(); while (xs.Count > 0) { await Task.WhenAny(w, Task.Delay(1)); }")]
    public Task WorkThatIsAwaitedLater(string line) => Silent(line);

    [Theory]
    [InlineData("await Task.WhenAny(t, Task.Delay(1));")]
    [InlineData("await Task.WhenAny(field, Task.Delay(1));")]
    [InlineData("var signal = new TaskCompletionSource(); await Task.WhenAny(signal.Task, Task.Delay(1));")]
    [InlineData("await Task.WhenAny(Task.WhenAll(t, field), Task.Delay(1));")]
    [InlineData("if (await Task.WhenAny(t, Task.Delay(1)) != t) throw new TimeoutException(); await t;")]
    public Task WorkOfOthers(string line) => Silent(line);

    [Theory]
    [InlineData("await Task.WhenAny(N(), Task.Delay(-1));")]
    [InlineData("await Task.WhenAny(N(), Task.Delay(Timeout.InfiniteTimeSpan));")]
    [InlineData("await Task.WhenAny(N(), Task.Delay(1, Asyncio.CurrentToken));")]
    [InlineData("var stop = new CancellationTokenSource(); await Task.WhenAny(N(), Task.Delay(1)); stop.Cancel();")]
    [InlineData("await Task.WhenAny(Task.Delay(1), Task.Delay(2));")]
    [InlineData("await Task.WhenAny(N(), N());")]
    [InlineData("Use(Task.WhenAny(N(), Task.Delay(1))); await F();")]
    [InlineData("var r = await Asyncio.Wait([Asyncio.CreateTask(F()), Asyncio.CreateTask(Asyncio.Sleep(1))], WaitMode.FirstCompleted); foreach (var p in r.Pending) p.Cancel();")]
    [InlineData("await Asyncio.Wait([Asyncio.CreateTask(F()), Asyncio.CreateTask(Asyncio.Sleep(1))]);")]
    [InlineData("await Asyncio.Wait([Asyncio.CreateTask(F()), Asyncio.CreateTask(F())], WaitMode.FirstCompleted);")]
    public Task NoTimeout(string line) => Silent(line);

    [Fact]
    public async Task OffTheLoop_IsSilent()
    {
        await Silent("await Task.Run(async () => { await Task.WhenAny(N(), Task.Delay(1)); });");
        await Verify.Silent(Snippet.Sync("Use(Task.WhenAny(Task.Run(() => 1), Task.Delay(1)));"));
    }

    [Fact]
    public Task Message_NamesTheAwait() => Verify.Says(
        Code("await {|#0:Task.WhenAny(N(), Task.Delay(d))|};"), "AIO505", "The task that loses this race keeps running, and its exceptions are lost: write 'await Asyncio.WaitFor(Asyncio.FromTask(N()), d)'");

    [Fact]
    public Task UnfixableMessage_NamesTheMethod() => Verify.Says(
        Code("await {|#0:Task.WhenAny(N(), t, Task.Delay(d))|};"), "AIO555", "The task that loses this race keeps running, and its exceptions are lost: use 'Asyncio.WaitFor', which throws a 'TimeoutException'");
}
