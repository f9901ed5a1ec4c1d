using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.ThreadWaitAnalyzer, AsyncioSharp.CodeFixes.ThreadWaitFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class ThreadWaitTests
{
    private static string In(string lines) => "using System.Collections.Concurrent;\n" + Snippet.Members(
        $"async Coroutine M(Thread h, ManualResetEventSlim m, WaitHandle w, Mutex x1, BlockingCollection<int> q, Barrier r, Task t, System.IO.Stream s, System.Net.Sockets.Socket k, System.Windows.Threading.Dispatcher ui)\n{{\n{lines}\nawait F();\n}}\nreadonly BlockingCollection<int> bounded = new(boundedCapacity: 2);") +
        "namespace System.Windows.Threading { class Dispatcher { public void Invoke(Action action) { } } }\n";

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
    [InlineData("var l = new ReaderWriterLockSlim(); {|AIO154:l.EnterWriteLock()|};")]
    public Task ThreadBoundWaits_CannotMove(string line) => Unfixable(line);

    [Theory]
    [InlineData("lock (gate) { {|AIO154:m.Wait()|}; }")]
    [InlineData("new List<Thread>().ForEach(y => {|AIO154:y.Join()|});")]
    [InlineData("Use({|AIO154:h.Join(await V())|});")]
    [InlineData("{|AIO154:m.Wait(\n#if A\n1\n#else\n2\n#endif\n)|};")]
    public Task P07_P08_AwaitIsIllegal(string line) => Unfixable(line);

    [Theory]
    [InlineData("while ({|AIO154:!t.IsCompleted|}) { }")]
    [InlineData("while ({|AIO154:!t.IsCompleted|}) ;")]
    [InlineData("while ({|AIO154:!m.IsSet|}) { Thread.Yield(); }")]
    [InlineData("do { Thread.SpinWait(20); } while ({|AIO154:h.IsAlive|});")]
    [InlineData("var spin = new SpinWait(); while ({|AIO154:this.x is null|}) { spin.SpinOnce(); }")]
    [InlineData("for (; {|AIO154:t.Status != TaskStatus.RanToCompletion|}; ) { }")]
    [InlineData("var job = Asyncio.CreateTask(V()); while ({|AIO154:!job.IsDone|}) { } await job;")]
    [InlineData("var watch = System.Diagnostics.Stopwatch.StartNew(); while ({|AIO154:watch.ElapsedMilliseconds < 100|}) { }")]
    [InlineData("var watch = System.Diagnostics.Stopwatch.StartNew(); while ({|AIO154:watch.Elapsed.TotalSeconds < 1|}) { }")]
    [InlineData("var end = DateTime.UtcNow; while ({|AIO154:DateTime.UtcNow < end|}) { }")]
    [InlineData("while ({|AIO154:Environment.TickCount64 < 5|}) { Thread.SpinWait(1); }")]
    public Task P10_BusyWait(string line) => Unfixable(line);

    [Theory]
    [InlineData("while (!t.IsCompleted) { await Asyncio.Yield(); }")]
    [InlineData("while (!t.IsCompleted) { Use(1); }")]
    [InlineData("var flag = 0; var spin = new SpinWait(); while (Interlocked.CompareExchange(ref flag, 1, 0) != 0) { spin.SpinOnce(); }")]
    [InlineData("var i = 0; while (++i < 3) { } while (q.TryTake(out var taken)) { }")]
    [InlineData("while (x is null) { break; } for (var i = 0; i < 2; i++) { }")]
    [InlineData("await Asyncio.ToThread(() => { while (!t.IsCompleted) { } });")]
    public Task LoopThatGetsOn(string line) => Silent(line);

    [Theory]
    [InlineData("foreach (var i in {|AIO154:q.GetConsumingEnumerable()|}) { }")]
    [InlineData("var all = {|AIO154:q.GetConsumingEnumerable(new CancellationToken())|}.Take(2).ToList();")]
    [InlineData("{|AIO154:q.TryTake(out var taken, 100)|};")]
    [InlineData("var l = new ReaderWriterLockSlim(); {|AIO154:l.TryEnterReadLock(100)|};")]
    [InlineData("Use({|AIO154:s.EndRead(s.BeginRead(null, 0, 1, null, null))|});")]
    [InlineData("var a = s.BeginRead(null, 0, 1, null, null); Use({|AIO154:s.EndRead(a)|});")]
    public Task P10_NothingToMove(string line) => Unfixable(line);

    [Theory]
    [InlineData("using var b = new BlockingCollection<int>(1); {|AIO104:b.Add(0)|};", "using var b = new BlockingCollection<int>(1); await Asyncio.ToThread(() => b.Add(0));")]
    [InlineData("{|AIO104:bounded.Add(1)|};", "await Asyncio.ToThread(() => bounded.Add(1));")]
    [InlineData("var added = {|AIO104:q.TryAdd(1, 100)|};", "var added = await Asyncio.ToThread(() => q.TryAdd(1, 100));")]
    [InlineData("var ready = {|AIO104:k.Poll(100, System.Net.Sockets.SelectMode.SelectRead)|};", "var ready = await Asyncio.ToThread(() => k.Poll(100, System.Net.Sockets.SelectMode.SelectRead));")]
    [InlineData("{|AIO104:SynchronizationContext.Current.Send(null, null)|};", "await Asyncio.ToThread(() => SynchronizationContext.Current.Send(null, null));")]
    [InlineData("{|AIO104:ui.Invoke(null)|};", "await Asyncio.ToThread(() => ui.Invoke(null));")]
    public Task BoundedCollectionsAndOtherThreads(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("q.Add(1); q.TryAdd(0); q.TryAdd(7); Use(q.TryTake(out var taken, 0));")]
    [InlineData("Use(k.Poll(0, System.Net.Sockets.SelectMode.SelectRead));")]
    [InlineData("var a = s.BeginRead(null, 0, 1, null, null); await Asyncio.Yield(); if (a.IsCompleted) { s.EndRead(a); }")]
    [InlineData("s.BeginRead(null, 0, 1, a => s.EndRead(a), null);")]
    public Task NeverWaits(string line) => Silent(line);

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
        In("{|#0:m.Wait()|};"), "AIO104", "'ManualResetEventSlim.Wait' blocks the event loop: write 'await Asyncio.ToThread(() => m.Wait())', or use 'AsyncEvent'");

    [Theory]
    [InlineData("while ({|#0:DateTime.UtcNow.Ticks < 5|}) { }", "'while (DateTime.UtcNow.Ticks < 5)' blocks the event loop, and it waits for the time to pass: await 'Asyncio.Sleep'")]
    [InlineData("while ({|#0:!t.IsCompleted|}) { }", "'while (!t.IsCompleted)' blocks the event loop, and what it waits for may need this thread: await 't'")]
    [InlineData("while ({|#0:!m.IsSet|}) { }", "'while (!m.IsSet)' blocks the event loop, and what it waits for may need this thread: use 'AsyncEvent'")]
    [InlineData("foreach (var i in {|#0:q.GetConsumingEnumerable()|}) { }", "'BlockingCollection.GetConsumingEnumerable' blocks the event loop, and it does so again for each item: use 'AsyncQueue'")]
    [InlineData("Use({|#0:s.EndRead(s.BeginRead(null, 0, 1, null, null))|});", "'Stream.EndRead' blocks the event loop, and its other end is a callback: await 'ReadAsync' instead")]
    [InlineData("Func<int> f = null; Use({|#0:f.EndInvoke(f.BeginInvoke(null, null))|});", "'Func.EndInvoke' blocks the event loop, and its other end is a callback: await 'Task.Factory.FromAsync' instead")]
    public Task UnfixableMessage_NamesWhatToAwait(string line, string message) => Verify.Says(In(line), "AIO154", message);

    [Fact]
    public Task UnfixableMessage_NamesTheReason() => Verify.Says(
        In("{|#0:x1.WaitOne()|};"), "AIO154", "'Mutex.WaitOne' blocks the event loop, and it belongs to the thread that waits: use 'AsyncLock'");

    [Theory]
    [InlineData("var b = new System.Collections.Concurrent.BlockingCollection<int>(); Func<int> take = {|AIO154:b.Take|}; Use(take());")]
    [InlineData("var e = new ManualResetEvent(false); Use(new[] { 1 }.Any({|AIO154:e.WaitOne|}));")]
    public Task MethodGroup(string line) => Verify.Unfixable(Snippet.Coroutine(line + "\nawait t;"));

    [Theory]
    [InlineData("var b = new System.Collections.Concurrent.BlockingCollection<int>(); xs.ForEach(b.Add);")]
    [InlineData("var b = new System.Collections.Concurrent.BlockingCollection<int>(); Func<int> take = b.Take; await Task.Run(() => take());")]
    public Task MethodGroup_DoesNotWait(string line) => Verify.Silent(Snippet.Coroutine(line + "\nawait t;"));
}
