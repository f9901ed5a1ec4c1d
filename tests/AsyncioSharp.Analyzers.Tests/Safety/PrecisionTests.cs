namespace AsyncioSharp.Analyzers.Tests.Safety;

/// <summary>
/// Shapes of public libraries where a finding would be wrong or a waste of time. All rules look at each, so that no rule reports what another one
/// has learned to leave alone.
/// </summary>
public sealed class PrecisionTests
{
    private static Task AllRulesReport(string members) => AllRules.Report(
        "using System.Data.Common;\nusing System.IO;\nusing System.Net.Http;\n" + Snippet.Members("static void Log(object e) => Console.WriteLine(e);\n" + members));

    // The pattern that the guidelines prescribe: the constant argument tells which branch runs.
    [Theory]
    [InlineData("class Res : IDisposable, IAsyncDisposable { public void Dispose() { Dispose(true); GC.SuppressFinalize(this); } protected virtual void Dispose(bool disposing) { if (disposing) CloseAsync().GetAwaiter().GetResult(); } public async ValueTask DisposeAsync() { await CloseAsync(); Dispose(false); GC.SuppressFinalize(this); } Task CloseAsync() => Task.Delay(1); }")]
    [InlineData("class Res : IDisposable, IAsyncDisposable { public void Dispose() => Dispose(disposing: true); protected virtual void Dispose(bool disposing) { if (!disposing) { return; } CloseAsync().Wait(); } public async ValueTask DisposeAsync() { await CloseAsync(); Dispose(disposing: false); } Task CloseAsync() => Task.Delay(1); }")]
    [InlineData("class Res { protected virtual void Dispose(bool disposing) { if (disposing && Log2()) CloseAsync().Wait(); } bool Log2() => true; public async ValueTask DisposeAsync() { const bool No = false; await CloseAsync(); Dispose(No); } Task CloseAsync() => Task.Delay(1); }")]
    [InlineData("class Res { protected virtual void Dispose(bool disposing) { if (disposing) CloseAsync().Wait(); } public async ValueTask DisposeAsync() { await CloseAsync(); Dispose(false); } Task CloseAsync() => Task.Delay(1); } class Sub : Res { protected override void Dispose(bool disposing) { if (disposing) { Thread.Sleep(1); } base.Dispose(disposing); } }")]
    public Task DisposePattern_IsSilent(string members) => AllRulesReport(members);

    [Theory]
    [InlineData("class Buf(Stream s) { readonly byte[] b = new byte[8]; async ValueTask<int> Fill(bool async) => async ? await s.ReadAsync(b) : s.Read(b); async ValueTask<string> ReadText(bool async) { if (b[0] == 0) await Fill(async); return b[0].ToString(); } public string ReadText() => ReadText(async: false).GetAwaiter().GetResult(); string Parse() => ReadText(); public async Task<string> Message(bool async) { await Fill(async); return Parse(); } }")]
    [InlineData("class Buf(Stream s) { readonly byte[] b = new byte[8]; async ValueTask<int> Fill(bool async) => async ? await s.ReadAsync(b) : s.Read(b); string Text() => Fill(false).Result.ToString(); public async Task<string> Message() { await Fill(true); return Text(); } }")]
    [InlineData("class Buf { async Task Done(bool async) => await Task.CompletedTask; void Sync() => Done(false).GetAwaiter().GetResult(); public async Task Use() { await Done(true); Sync(); } }")]
    public Task OneImplementationToldByAFlag_IsSilent(string members) => AllRulesReport(members);

    private const string Row =
        "abstract class Row(Stream s) : DbDataReader { async ValueTask Drop(bool async) { if (async) await s.FlushAsync(); else s.Flush(); } void Seek() { if (Depth > 0) Drop(false).GetAwaiter().GetResult(); } void Block() { if (Depth > 0) Thread.Sleep(1); }" +
        " public override int GetInt32(int i) { Seek(); return i; } public override string GetString(int i) { Block(); return null; } public override object this[int i] { get { Block(); return i; } } public override object GetValue(int i) { Block(); return i; } public override bool IsDBNull(int i) { Block(); return false; } public override bool Read() { Seek(); return true; } }";

    [Theory]
    [InlineData("static async Task<int> Get(Row r) { await Task.Yield(); return r.GetInt32(0); }")]
    [InlineData("static async Task<string> Get(Row r) { await Task.Yield(); return r.GetString(0); }")]
    [InlineData("static async Task<object> Get(Row r) { await Task.Yield(); return r[0]; }")]
    [InlineData("static async Task<object> Get(Row r) { await Task.Yield(); return r.GetValue(0); }")]
    [InlineData("static async Task<bool> Get(Row r) { await Task.Yield(); return r.IsDBNull(0); }")]
    [InlineData("static async Task<bool> Get(DbDataReader r) { await Task.Yield(); return r.IsDBNull(0); }")]
    [InlineData("static async Task<int> Get(System.Data.IDataRecord r) { await Task.Yield(); return r.GetInt32(0); }")]
    [InlineData("static int Two(Row r) => r.GetInt32(0) + r.GetInt32(1); static async Task<int> Get(Row r) { await Task.Yield(); return Two(r); }")]
    public Task GettersOfARowThatIsThere_AreSilent(string members) => AllRulesReport(Row + members);

    [Theory]
    [InlineData("static async Task<bool> Next(Row r) { await Task.Yield(); return r.Read(); }")]
    [InlineData("static async Task All(Row r) { using var q = r; await Task.Yield(); }")]
    [InlineData("static async Task All(Row r) { using (r) await Task.Yield(); }")]
    public Task CounterpartThatIsTheDefaultOfTheBase_IsNone(string members) => AllRulesReport(Row + members);

    [Theory]
    [InlineData("class N(Stream s) { bool open; async ValueTask Close(bool async) { if (async) await s.FlushAsync(); else s.Flush(); } public ValueTask CommitAsync() { if (open) Close(async: false).GetAwaiter().GetResult(); return Slow(); async ValueTask Slow() => await s.FlushAsync(); } public async Task Use() => await CommitAsync(); }")]
    [InlineData("class N(Stream s) : IAsyncDisposable { bool async; async ValueTask Close(bool async) { if (async) await s.FlushAsync(); else s.Flush(); } void Eat() => Close(false).GetAwaiter().GetResult(); public ValueTask DisposeAsync() { if (async) return Close(true); Eat(); return default; } static async Task Use(N n) => await n.DisposeAsync(); }")]
    [InlineData("class N(Stream s) : IAsyncDisposable { bool async; async ValueTask Close(bool async) { if (async) await s.FlushAsync(); else s.Flush(); } void Eat() => Close(false).GetAwaiter().GetResult(); public ValueTask DisposeAsync() { if (async) return Close(true); Eat(); return default; } static async Task Use(N n) { await using (n) { await Task.Yield(); } } }")]
    public Task RareStepOfACounterpart_IsSilent(string members) => AllRulesReport(members);

    private const string Channel =
        "interface IChan : IDisposable, IAsyncDisposable { } class Chan : IChan { public void Dispose() => Task.Delay(1).GetAwaiter().GetResult(); public async ValueTask DisposeAsync() => await Task.Delay(1); }";

    [Theory]
    [InlineData("static async Task A(Func<Task<IChan>> open) { {|AIO107:using|} (IChan c = await open()) await Task.Yield(); }")]
    [InlineData("static async Task A(Func<Task<Chan>> open) { {|AIO107:using|} var c = await open(); await Task.Yield(); }")]
    [InlineData("static async Task A(Func<Task<IChan>> open) { {|AIO107:using|} (await open()) await Task.Yield(); }")]
    [InlineData("static async Task A(Func<Task<IChan>> open) { {|AIO107:using|} IChan c = await open(), d = await open(); await Task.Yield(); }")]
    public Task UsingThatCouldAwait_IsReportedOnce(string members) => AllRulesReport(Channel + members);

    [Theory]
    [InlineData("class Connector { class Scope : IDisposable { public void Dispose() { } } Scope Start(int state, CancellationToken token = default, bool attempt = true) => new(); public async Task<IDisposable> Begin(string s, CancellationToken token) { var scope = Start(1, attempt: false); await Init(s, token); return scope; } Task Init(string s, CancellationToken token) => Task.Delay(1, token); }")]
    [InlineData("class Connector { class Scope : IDisposable { public void Dispose() { } } Scope Start(int state, CancellationToken token = default, bool attempt = true) { UserToken = token; return new(); } public CancellationToken UserToken { get; private set; } public async Task Reset() { using (Start(2, attempt: false)) await Task.Yield(); } }")]
    public Task TokenOfACallThatWaitsForNothing_IsSilent(string members) => AllRulesReport(members);

    [Theory]
    [InlineData("readonly ReaderWriterLockSlim rw = new(); int n; List<int> items = []; async Task M() { rw.EnterReadLock(); try { n = items.Count; } finally { rw.ExitReadLock(); } await Task.Yield(); }")]
    [InlineData("readonly ReaderWriterLockSlim rw = new(); int n; async Task M() { await Task.Yield(); rw.EnterWriteLock(); try { n = 1; } finally { rw.ExitWriteLock(); } }")]
    [InlineData("readonly ReaderWriterLockSlim rw = new(); int n; async Coroutine M() { await F(); rw.EnterUpgradeableReadLock(); try { if (n > 1) { rw.EnterWriteLock(); n = 1; rw.ExitWriteLock(); } } finally { rw.ExitUpgradeableReadLock(); } }")]
    [InlineData("int n; async Task M() { Monitor.Enter(gate); try { n = 1; } finally { Monitor.Exit(gate); } await Task.Yield(); }")]
    [InlineData("readonly Lock k = new(); int n; async Task M() { k.Enter(); try { n = 1; } finally { k.Exit(); } await Task.Yield(); }")]
    public Task ShortSectionOfALock_IsSilent(string members) => AllRulesReport(members);

    [Theory]
    [InlineData("async Task M(Func<CancellationToken, Task> open, Func<CancellationToken, Task> close, CancellationToken token) { try { await open(token); } catch { try { await close(token); } catch { } throw; } }")]
    [InlineData("async Task M(Func<CancellationToken, Task> open, Func<CancellationToken, Task> close, CancellationToken token) { try { await open(token); } catch (Exception e) { try { await close(token); } catch (Exception second) { Log(second); } throw new InvalidOperationException(\"open\", e); } }")]
    [InlineData("async Task M(Func<CancellationToken, Task> open, Func<CancellationToken, Task> close, CancellationToken token) { try { await open(token); } finally { try { await close(token); } catch { } } }")]
    [InlineData("async Task M(Func<CancellationToken, Task> open, Func<CancellationToken, Task> close, CancellationToken token) { try { await open(token); } catch (Exception e) { Log(e); try { await close(token); } catch { } throw; } }")]
    public Task CleanupBeforeARethrow_IsSilent(string members) => AllRulesReport(members);

    [Theory]
    [InlineData("static async Task Loop(Func<CancellationToken, Task> run, CancellationToken token) { try { await run(token); } catch (IOException e) { Log(e); } catch (Exception e) { Log(e); } }")]
    [InlineData("static async Task<bool> TryPing(Func<CancellationToken, Task> run, CancellationToken token) { try { await run(token); return true; } catch { return false; } }")]
    [InlineData("static async ValueTask<bool> TryPingAsync(Func<CancellationToken, Task> run, CancellationToken token) { try { await run(token); return true; } catch (Exception e) { Log(e); return false; } }")]
    [InlineData("static async Task<int> Size(Func<CancellationToken, Task> run, CancellationToken token) { try { await run(token); } catch (Exception e) { Log(e); } return 0; }")]
    [InlineData("static async Task Loop(Func<CancellationToken, Task> run, bool b, CancellationToken token) { if (b) { try { await run(token); } catch (Exception e) { Log(e); } } else { Log(b); } }")]
    [InlineData("static async Task Loop(Func<CancellationToken, Task> run, bool b, CancellationToken token) { switch (b) { case true: try { await run(token); } catch (Exception e) { Log(e); } break; } }")]
    [InlineData("static async Task Loop(Func<CancellationToken, Task> run, IDisposable d, CancellationToken token) { using (d) { try { await run(token); } catch (Exception e) { Log(e); } } }")]
    [InlineData("static async Task<bool> First(Func<CancellationToken, Task> run, CancellationToken token) { for (var i = 0; i < 3; i++) { try { await run(token); return true; } catch (Exception e) { Log(e); return false; } } return true; }")]
    [InlineData("static Task Start(Func<CancellationToken, Task> run, CancellationToken token) => Task.Run(async () => { try { await run(token); } catch (Exception e) { Log(e); } });")]
    public Task NothingGoesOnBehindTheCatch_IsSilent(string members) => AllRulesReport(members);

    [Theory]
    [InlineData("async Task M(HttpClient http, string url, CancellationToken token) { for (var i = 0; i < 3; i++) { try { await http.GetStringAsync(url, token); } {|AIO502:catch|} (Exception e) { Log(e); } } }")]
    [InlineData("interface IListener { Task Notify(int key, CancellationToken token); } static async Task M(IEnumerable<IListener> listeners, int key, CancellationToken token) { foreach (var l in listeners) try { await l.Notify(key, token); } {|AIO502:catch|} (Exception e) { Console.WriteLine(e); } }")]
    [InlineData("static async Task M(Func<CancellationToken, Task> run, CancellationToken token) { try { await run(token); } {|AIO502:catch|} (Exception e) { Log(e); } await run(token); }")]
    [InlineData("static async Task M(Func<CancellationToken, Task> run, CancellationToken token) { try { await run(token); } {|AIO502:catch|} (Exception e) { await Console.Out.WriteLineAsync(e.Message); } }")]
    [InlineData("static async Task<int> M(Func<CancellationToken, Task> run, CancellationToken token) { try { await run(token); } {|AIO502:catch|} (Exception e) { Log(e); } return await Task.FromResult(1); }")]
    [InlineData("static async Task M(Func<CancellationToken, Task> run, bool b, CancellationToken token) { if (b) { try { await run(token); } {|AIO502:catch|} (Exception e) { Log(e); } } Log(1); }")]
    [InlineData("async Coroutine M(Func<Coroutine> run) { try { await run(); } {|AIO502:catch|} (Exception e) { Log(e); } }")]
    public Task WorkThatGoesOn_IsReported(string members) => AllRulesReport(members);

    [Theory]
    [InlineData("static void Note(bool b) { try { Console.Write(b); } catch { } } static async Task M(SemaphoreSlim sem, CancellationToken token) { var ok = false; await sem.WaitAsync(token); try { await Task.Delay(1, token); ok = true; } finally { Note(ok); sem.Release(); } }")]
    [InlineData("static async Task M(SemaphoreSlim sem, CancellationToken token) { await sem.WaitAsync(token); try { await Task.Delay(1, token); } finally { Log(1); sem.Release(); } }")]
    [InlineData("static async Task M(SemaphoreSlim sem, CancellationToken token) { await sem.WaitAsync(token); try { await Task.Delay(1, token); } finally { if (token.CanBeCanceled) { Log(1); } sem.Release(); } }")]
    public Task SynchronousCallBeforeTheRelease_IsSilent(string members) => AllRulesReport(members);

    [Theory]
    [InlineData("static async Task M(C c) { {|AIO102:c.PingAsync().Wait()|}; {|AIO102:c.OtherAsync().Wait()|}; {|AIO102:c.PingAsync().GetAwaiter().GetResult()|}; await Task.Yield(); }")]
    [InlineData("static async Task M(C c) { await Use2(c); {|AIO102:c.PingAsync().Wait()|}; } static Task Use2(C c) => Task.CompletedTask;")]
    [InlineData("static async Task M(C c) { await c.PingAsync(); {|AIO102:c.OtherAsync().Wait()|}; }")]
    [InlineData("static async Task M(Task t) { await t.WaitAsync(TimeSpan.FromSeconds(1)); t.Wait(); await t.Also(); t.Wait(); }")]
    public Task ExtensionCalls_StandForTheirTasks(string members) => AllRules.Report(Snippet.Members(members) +
        "static class X { public static Task PingAsync(this C c) => Task.Delay(1); public static Task OtherAsync(this C c) => Task.Delay(1); public static Task Also(this Task t) => t; }");
}
