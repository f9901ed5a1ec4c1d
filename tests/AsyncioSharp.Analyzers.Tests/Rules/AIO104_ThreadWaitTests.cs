using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.ThreadWaitAnalyzer, AsyncioSharp.CodeFixes.ThreadWaitFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class ThreadWaitTests
{
    private static string In(string lines) => "using System.Collections.Concurrent;\n" + Snippet.Members(
        $"async Coroutine M(Thread h, ManualResetEventSlim m, WaitHandle w, Mutex x1, BlockingCollection<int> q, Barrier r, Task t)\n{{\n{lines}\nawait F();\n}}");

    private static Task Fix(string line, string replacement) => Verify.Fix(In(line), In(replacement));

    private static Task Unfixable(string line) => Verify.Unfixable(In(line));

    private static Task Silent(string line) => Verify.Silent(In(line));

    [Theory]
    [InlineData("{|AIO104:m.Wait()|};", "await Asyncio.ToThread(() => m.Wait());")]
    [InlineData("{|AIO104:h.Join()|};", "await Asyncio.ToThread(() => h.Join());")]
    [InlineData("if ({|AIO104:h.Join(100)|}) { }", "if (await Asyncio.ToThread(() => h.Join(100))) { }")]
    [InlineData("{|AIO104:w.WaitOne()|};", "await Asyncio.ToThread(() => w.WaitOne());")]
    [InlineData("var i = {|AIO104:WaitHandle.WaitAny(new[] { w })|};", "var i = await Asyncio.ToThread(() => WaitHandle.WaitAny(new[] { w }));")]
    [InlineData("{|AIO104:r.SignalAndWait()|};", "await Asyncio.ToThread(() => r.SignalAndWait());")]
    [InlineData("Use({|AIO104:q.Take()|});", "Use(await Asyncio.ToThread(() => q.Take()));")]
    [InlineData("{|AIO104:SpinWait.SpinUntil(() => t.IsCompleted)|};", "await Asyncio.ToThread(() => SpinWait.SpinUntil(() => t.IsCompleted));")]
    [InlineData("{|AIO104:((IAsyncResult)t).AsyncWaitHandle.WaitOne()|};", "await Asyncio.ToThread(() => ((IAsyncResult)t).AsyncWaitHandle.WaitOne());")]
    public Task P10_InCoroutine_MovesToAThread(string line, string replacement) => Fix(line, replacement);

    [Fact]
    public Task P10_InPlainAsyncMethod_IsTaskRun() => Verify.Fix(
        Snippet.Members("async Task M(ManualResetEventSlim m) { {|AIO104:m.Wait()|}; await Task.Yield(); }"),
        Snippet.Members("async Task M(ManualResetEventSlim m) { await Task.Run(() => m.Wait()); await Task.Yield(); }"));

    [Theory]
    [InlineData("Use({|AIO104:q.Take()|}.ToString().Length);", "Use((await Asyncio.ToThread(() => q.Take())).ToString().Length);")]
    [InlineData("{|AIO104:m?.Wait()|};", "if (m is not null) await Asyncio.ToThread(() => m.Wait());")]
    [InlineData("/* a */ {|AIO104:m.Wait(/* b */)|} /* c */; // d", "/* a */ await Asyncio.ToThread(() => m.Wait(/* b */)) /* c */; // d")]
    public Task D01_D04_D14_Places(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("{|AIO154:x1.WaitOne()|};")]
    [InlineData("{|AIO154:Monitor.Wait(gate)|};")]
    [InlineData("var k = new ReaderWriterLockSlim(); {|AIO154:k.EnterWriteLock()|};")]
    public Task ThreadBoundWaits_CannotMove(string line) => Unfixable(line);

    [Theory]
    [InlineData("lock (gate) { {|AIO154:m.Wait()|}; }")]
    [InlineData("new List<Thread>().ForEach(y => {|AIO154:y.Join()|});")]
    [InlineData("Use({|AIO154:h.Join(await V())|});")]
    [InlineData("{|AIO154:m.Wait(\n#if A\n1\n#else\n2\n#endif\n)|};")]
    public Task P07_P08_AwaitIsIllegal(string line) => Unfixable(line);

    [Fact]
    public Task LambdaThatWouldCaptureAStruct() => Verify.Unfixable(
        Snippet.File("struct S { ManualResetEventSlim m; async Coroutine M() { {|AIO154:this.m.Wait()|}; await Asyncio.Yield(); } }"));

    [Theory]
    [InlineData("if (w.WaitOne(0)) { }")]
    [InlineData("if (m.Wait(TimeSpan.Zero)) { }")]
    [InlineData("if (x1.WaitOne(0)) { }")]
    [InlineData("if (h.Join(0)) { }")]
    public Task N18_Probe(string line) => Silent(line);

    [Theory]
    [InlineData("await Asyncio.ToThread(() => m.Wait());")]
    [InlineData("await Task.Run(() => { h.Join(); });")]
    [InlineData("Action f = () => m.Wait(); Use(f);")]
    [InlineData("m.Set(); m.Reset(); q.TryTake(out var taken); lock (gate) { }")]
    public Task N05_N39_NotOnTheLoop(string line) => Silent(line);

    [Fact]
    public Task N90_ModeFlag() => Verify.Silent(Snippet.Members(
        "async Coroutine M(ManualResetEventSlim m, Task t, bool async) { if (async) { await t; } else { m.Wait(); } }"));

    [Fact]
    public Task Message_NamesTheThreadAndTheLoop() => Verify.Says(
        In("{|#0:m.Wait()|};"), "AIO104", "'ManualResetEventSlim.Wait' stops every task of the loop: write 'await Asyncio.ToThread(() => m.Wait())', or use 'AsyncEvent'");

    [Fact]
    public Task UnfixableMessage_NamesTheReason() => Verify.Says(
        In("{|#0:x1.WaitOne()|};"), "AIO154", "'Mutex.WaitOne' stops every task of the loop, and it belongs to the thread that waits: use 'AsyncLock'");
}
