using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class ThreadLockAcrossAwaitTests
{
    private const string Locks = "Lock lk = new();\nReaderWriterLockSlim rw = new();\nMutex mutex = new();\n";

    [Theory]
    [InlineData("{|#0:Monitor.Enter(gate)|}; await F(); Monitor.Exit(gate);", "Monitor.Enter")]
    [InlineData("{|#0:Monitor.Enter(gate)|}; try { await F(); } finally { Monitor.Exit(gate); }", "Monitor.Enter")]
    [InlineData("var b = false; try { {|#0:Monitor.Enter(gate, ref b)|}; await F(); } finally { if (b) { Monitor.Exit(gate); } }", "Monitor.Enter")]
    [InlineData("if ({|#0:Monitor.TryEnter(gate)|}) { try { await F(); } finally { Monitor.Exit(gate); } }", "Monitor.TryEnter")]
    [InlineData("if (!{|#0:Monitor.TryEnter(gate, d)|}) { return; } await t; Monitor.Exit(gate);", "Monitor.TryEnter")]
    [InlineData("{|#0:Monitor.Enter(gate)|}; foreach (var i in xs) { await W(i); } Monitor.Exit(gate);", "Monitor.Enter")]
    [InlineData("{|#0:Monitor.Enter(gate)|}; await foreach (var i in new AsyncQueue<int>()) { } Monitor.Exit(gate);", "Monitor.Enter")]
    public Task P40_Monitor(string line, string name) => Says(line, name, "gate");

    [Theory]
    [InlineData("{|#0:lk.Enter()|}; await F(); lk.Exit();", "Lock.Enter", "lk")]
    [InlineData("{|#0:rw.EnterWriteLock()|}; try { await F(); } finally { rw.ExitWriteLock(); }", "ReaderWriterLockSlim.EnterWriteLock", "rw")]
    [InlineData("{|#0:this.rw.EnterReadLock()|}; await F(); rw.ExitReadLock();", "ReaderWriterLockSlim.EnterReadLock", "rw")]
    [InlineData("{|#0:mutex.WaitOne()|}; await F(); mutex.ReleaseMutex();", "WaitHandle.WaitOne", "mutex")]
    [InlineData("if ({|#0:mutex.WaitOne(5)|}) { await F(); mutex.ReleaseMutex(); }", "WaitHandle.WaitOne", "mutex")]
    [InlineData("var s = new SpinLock(); var b = false; {|#0:s.Enter(ref b)|}; await F(); s.Exit();", "SpinLock.Enter", "s")]
    public Task P40_OtherLocks(string line, string name, string gate) => Says(line, name, gate);

    [Theory]
    [InlineData("lock (gate) { Use(1); } await F(); lock (gate) { Use(2); }")]
    [InlineData("Monitor.Enter(gate); Use(1); Monitor.Exit(gate); await F();")]
    [InlineData("Monitor.Enter(gate); try { Use(1); } finally { Monitor.Exit(gate); } await F();")]
    [InlineData("var b = false; try { Monitor.Enter(gate, ref b); Use(1); } finally { if (b) { Monitor.Exit(gate); } } await F();")]
    [InlineData("rw.EnterReadLock(); var n = xs.Count; rw.ExitReadLock(); if (n > 0) { await F(); }")]
    public Task N76_ReleasedBeforeTheAwait(string line) => Silent(line);

    [Theory]
    [InlineData("if (!Monitor.TryEnter(gate)) { await F(); }")]
    [InlineData("if (Monitor.TryEnter(gate)) { Monitor.Exit(gate); } else { await F(); }")]
    [InlineData("while (!Monitor.TryEnter(gate)) { await F(); } Monitor.Exit(gate);")]
    [InlineData("if (xs.Count > 0) { Monitor.Enter(gate); } await F();")]
    [InlineData("await F(); Monitor.Enter(gate); Use(1); Monitor.Exit(gate);")]
    [InlineData("Monitor.Enter(gate); Func<Coroutine> f = async () => await F(); Monitor.Exit(gate); await f();")]
    [InlineData("await Task.Run(async () => { Monitor.Enter(gate); await t; Monitor.Exit(gate); });")]
    [InlineData("if (!mutex.WaitOne(5)) { return; } await F();")]
    [InlineData("await new SemaphoreSlim(1).WaitAsync(); await F();")]
    public Task NotSurelyHeld(string line) => Silent(line);

    [Fact]
    public async Task PlainAsyncMethod() =>
        Assert.Equal("AIO651", Assert.Single(await ReportsAsync(Snippet.AsyncTask("Monitor.Enter(gate); await t; Monitor.Exit(gate);"))).Id);

    // AIO154 reports waits for these locks otherwise.
    [Fact]
    public async Task OneReportAPlace()
    {
        var source = Snippet.Members(Locks + "async Coroutine M() { mutex.WaitOne(); await F(); mutex.ReleaseMutex(); new Mutex().WaitOne(); }");
        var ids = (await RuleCatalog.AnalyzeAsync(source)).Where(d => d.Id is "AIO154" or "AIO651").Select(d => d.Id);
        Assert.Equal(["AIO651", "AIO154"], ids);
    }

    private static async Task Silent(string line) => Assert.Empty(await ReportsAsync(Source(line)));

    private static async Task Says(string line, string name, string gate)
    {
        var start = Source(line).IndexOf("{|#0:", StringComparison.Ordinal);
        var diagnostic = Assert.Single(await ReportsAsync(Source(line.Replace("{|#0:", "").Replace("|}", ""))));
        Assert.Equal(start, diagnostic.Location.SourceSpan.Start);
        Assert.Equal(
            ("AIO651", $"'{name}' is held across an await, but it belongs to the thread, which all tasks share: use an 'AsyncLock' with 'using (await {gate}.AcquireAsync())'"),
            (diagnostic.Id, diagnostic.GetMessage()));
    }

    private static string Source(string line) => Snippet.Members(Locks + $"async Coroutine M(Task t, List<int> xs, TimeSpan d)\n{{\n    {line}\n}}");

    private static async Task<IEnumerable<Diagnostic>> ReportsAsync(string source) => (await RuleCatalog.AnalyzeAsync(source)).Where(d => d.Id == "AIO651");
}
