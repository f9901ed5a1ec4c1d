using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.BlockingSleepAnalyzer, AsyncioSharp.CodeFixes.BlockingSleepFix>;

namespace AsyncioSharp.Analyzers.Tests.Safety;

/// <summary>No fix writes an await where a lock or a scope of the thread is held: another thread could not give it back, and other tasks would not wait for it.</summary>
public sealed class HeldLockTests
{
    private const string Fields =
        """
        readonly object o = new(); readonly Lock k = new(); readonly ReaderWriterLockSlim rw = new(); readonly ReaderWriterLock old = new(); SpinLock spin; readonly Mutex m = new(); readonly SemaphoreSlim s = new(1);
        void Take() => Monitor.Enter(o); void Give() => Monitor.Exit(o); bool TryTake() => k.TryEnter(); void GiveBack() => k.Exit();
        sealed class Holder(object o) : IDisposable { readonly object own = Taken(o); static object Taken(object o) { Monitor.Enter(o); return o; } public void Dispose() => Monitor.Exit(own); }
        sealed class Guard : IDisposable { readonly object own; public Guard(object o) { own = o; Monitor.Enter(o); } public void Dispose() => Monitor.Exit(own); }
        Guard Hold() => new(o);

        """;

    private static string In(string lines) => "using System.Transactions;\n" + Snippet.Members(Fields + $"async Task M(bool b)\n{{\n{lines}\nawait F();\n}}");

    [Theory]
    [InlineData("Monitor.Enter(o); try { SLEEP; } finally { Monitor.Exit(o); }")]
    [InlineData("Monitor.Enter(this.o); SLEEP; Monitor.Exit(o);")]
    [InlineData("var taken = false; try { Monitor.Enter(o, ref taken); SLEEP; } finally { if (taken) Monitor.Exit(o); }")]
    [InlineData("var taken = false; Monitor.TryEnter(o, ref taken); if (taken) { SLEEP; Monitor.Exit(o); }")]
    [InlineData("var taken = false; Monitor.TryEnter(o, 10, ref taken); try { SLEEP; } finally { if (taken) Monitor.Exit(o); }")]
    [InlineData("if (Monitor.TryEnter(o)) { try { SLEEP; } finally { Monitor.Exit(o); } }")]
    [InlineData("if (!Monitor.TryEnter(o, TimeSpan.FromSeconds(1))) return; try { SLEEP; } finally { Monitor.Exit(o); }")]
    [InlineData("var taken = Monitor.TryEnter(o, 10); if (taken) { SLEEP; Monitor.Exit(o); }")]
    [InlineData("while (!Monitor.TryEnter(o)) { } SLEEP; Monitor.Exit(o);")]
    [InlineData("if (b) Monitor.Enter(o); SLEEP; if (b) Monitor.Exit(o);")]
    [InlineData("k.Enter(); try { SLEEP; } finally { k.Exit(); }")]
    [InlineData("if (k.TryEnter(10)) { SLEEP; k.Exit(); }")]
    [InlineData("rw.EnterReadLock(); try { SLEEP; } finally { rw.ExitReadLock(); }")]
    [InlineData("rw.EnterWriteLock(); try { SLEEP; } finally { rw.ExitWriteLock(); }")]
    [InlineData("rw.EnterUpgradeableReadLock(); try { SLEEP; } finally { rw.ExitUpgradeableReadLock(); }")]
    [InlineData("if (rw.TryEnterWriteLock(10)) { SLEEP; rw.ExitWriteLock(); }")]
    [InlineData("old.AcquireReaderLock(10); SLEEP; old.ReleaseReaderLock();")]
    [InlineData("old.AcquireWriterLock(10); try { SLEEP; } finally { old.ReleaseLock(); }")]
    [InlineData("var taken = false; spin.Enter(ref taken); SLEEP; spin.Exit();")]
    [InlineData("var taken = false; spin.TryEnter(ref taken); if (taken) { SLEEP; spin.Exit(); }")]
    [InlineData("m.WaitOne(); try { SLEEP; } finally { m.ReleaseMutex(); }")]
    [InlineData("if (m.WaitOne(10)) { SLEEP; m.ReleaseMutex(); }")]
    [InlineData("Monitor.Enter(o); try { foreach (var x in new[] { 1 }) { if (x > 0) { SLEEP; } } } finally { Monitor.Exit(o); }")]
    [InlineData("Monitor.Enter(o); try { throw new Exception(); } catch (Exception) { SLEEP; } finally { Monitor.Exit(o); }")]
    [InlineData("Monitor.Enter(o); switch (b) { case true: SLEEP; break; } Monitor.Exit(o);")]
    [InlineData("Take(); try { SLEEP; } finally { Give(); }")]
    [InlineData("if (TryTake()) { SLEEP; GiveBack(); }")]
    [InlineData("using (new Guard(o)) { SLEEP; }")]
    [InlineData("using var held = new Guard(o); SLEEP;")]
    [InlineData("using (Hold()) { SLEEP; }")]
    [InlineData("using (k.EnterScope()) { SLEEP; }")]
    [InlineData("using var held = k.EnterScope(); SLEEP;")]
    [InlineData("var held = k.EnterScope(); try { SLEEP; } finally { held.Dispose(); }")]
    [InlineData("lock (o) { SLEEP; }")]
    [InlineData("lock (k) { SLEEP; }")]
    public Task ThreadLock_Unfixable(string lines) => Unfixable(lines);

    [Theory]
    [InlineData("using (var scope = new TransactionScope()) { SLEEP; scope.Complete(); }")]
    [InlineData("using var scope = new TransactionScope(TransactionScopeOption.RequiresNew); SLEEP;")]
    [InlineData("var scope = new TransactionScope(); try { SLEEP; } finally { scope.Dispose(); }")]
    [InlineData("using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Suppress); SLEEP;")]
    [InlineData("using (ExecutionContext.SuppressFlow()) { SLEEP; }")]
    [InlineData("var flow = ExecutionContext.SuppressFlow(); try { SLEEP; } finally { flow.Undo(); }")]
    public Task ThreadScope_Unfixable(string lines) => Unfixable(lines);

    [Fact]
    public Task ThreadVariable_Unfixable() => Verify.Unfixable(Snippet.Members(
        "[ThreadStatic] static int depth;\nasync Task M() { depth++; {|AIO151:Thread.Sleep(1)|}; depth--; await F(); }"));

    [Theory]
    [InlineData("Monitor.Enter(o); Monitor.Exit(o); SLEEP;")]
    [InlineData("SLEEP; Monitor.Enter(o); Monitor.Exit(o);")]
    [InlineData("Monitor.Enter(o); try { Use(b); } finally { Monitor.Exit(o); } SLEEP;")]
    [InlineData("if (!Monitor.TryEnter(o)) { SLEEP; return; } Monitor.Exit(o);")]
    [InlineData("lock (o) { Use(b); } SLEEP;")]
    [InlineData("using (k.EnterScope()) { Use(b); } SLEEP;")]
    [InlineData("Take(); Give(); SLEEP;")]
    [InlineData("using (new Guard(o)) { Use(b); } SLEEP;")]
    [InlineData("await s.WaitAsync(); try { SLEEP; } finally { s.Release(); }")]
    [InlineData("using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled); SLEEP;")]
    [InlineData("using (var scope = new TransactionScope()) { Use(scope); } SLEEP;")]
    public Task NothingHeld_IsFixed(string lines) =>
        Verify.Fix(In(lines.Replace("SLEEP", "{|AIO101:Thread.Sleep(1)|}")), In(lines.Replace("SLEEP", "await Task.Delay(1)")));

    [Fact]
    public Task Message_NamesTheLock() => Verify.Says(
        In("Monitor.Enter(o); try { {|#0:Thread.Sleep(1)|}; } finally { Monitor.Exit(o); }"), "AIO151",
        "'Thread.Sleep' blocks the thread, and 'await' is not allowed in code that holds the lock of 'Monitor.Enter(o)': move 'await Task.Delay(1)' out of it");

    private static Task Unfixable(string lines) => Verify.Unfixable(In(lines.Replace("SLEEP", "{|AIO151:Thread.Sleep(1)|}")));
}
