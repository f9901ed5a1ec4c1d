namespace AsyncioSharp.Analyzers.Tests.Safety;

/// <summary>
/// Shapes of public libraries where a finding would be wrong or a waste of time. All rules look at each, so that no rule reports what another one
/// has learned to leave alone.
/// </summary>
public sealed class PrecisionTests
{
    private static Task AllRulesReport(string members) => AllRules.Report(
        "using System.Data.Common;\nusing System.IO;\nusing System.Net.Http;\n" + Snippet.Members("static void Log(object e) => Console.WriteLine(e);\n" + members));

    // A decoder, a message, a parser: one caller uses it, and reads the next part of a stream.
    [Theory]
    [InlineData("class Decoder { uint rep; Task<uint> Next() => null; public async Task Run() { rep += await Next(); } }")]
    [InlineData("class Decoder { uint code; Task<uint> Next() => null; public async Task Run() { for (var i = 0; i < 4; i++) code = (code << 8) | await Next(); } }")]
    [InlineData("class Message { public object Body { get; set; } static Task<object> Sign(object body) => null; public async Task SignAsync() { Body = await Sign(Body).ConfigureAwait(false); } }")]
    [InlineData("class Archive { object index; static Task<object> Load() => null; public async Task<object> Index() { if (index is null) { index = await Load(); } return index; } }")]
    [InlineData("class Archive { object index; static Task<object> Load() => null; public async Task<object> Index() => index ??= await Load(); }")]
    [InlineData("class Part(long offset) { static Task<long> Skip(long from) => null; public async Task Next() { offset = await Skip(offset); await Next2(); } Task Next2() => Next(); }")]
    [InlineData("class Header { public long Size; } static Task<long> Read() => null; static async Task Fill(Header header) { header.Size += await Read(); }")]
    [InlineData("class Pair { int a, b; Task<int> Next() => null; public async Task Run() { (a, b) = (a + await Next(), 1); } }")]
    public Task StateOfAnObjectThatOneCallerUses_IsSilent(string members) => AllRulesReport(members);

    [Theory]
    [InlineData("class Counter { static int n; Task<int> Next() => null; public async Task Run() { {|AIO703:n += await Next()|}; } }")]
    [InlineData("class Counter { int n; Coroutine<int> Next() => default; public async Coroutine Run() { {|AIO703:n += await Next()|}; } }")]
    [InlineData("class Counter { int n; readonly object k = new(); Task<int> Next() => null; public void Set() { lock (k) { n = 1; } } public async Task Run() { {|AIO703:n += await Next()|}; } }")]
    [InlineData("class Counter { int n; readonly SemaphoreSlim s = new(1); Task<int> Next() => null; public async Task Run() { {|AIO703:n += await Next()|}; await s.WaitAsync(); s.Release(); } }")]
    [InlineData("class Counter { volatile int n; Task<int> Next() => null; public async Task Run() { {|AIO703:n += await Next()|}; } }")]
    [InlineData("class Counter { int n; readonly System.Collections.Concurrent.ConcurrentQueue<int> q = new(); Task<int> Next() => null; public async Task Run() { {|AIO703:n += await Next()|}; q.Enqueue(n); } }")]
    [InlineData("class Base { readonly object k = new(); protected void Set() { lock (k) { } } } class Counter : Base { int n; Task<int> Next() => null; public async Task Run() { {|AIO703:n += await Next()|}; } }")]
    [InlineData("class Counter { int n; Task<int> Next() => null; public async Task All(int[] xs) { await Task.WhenAll(xs.Select(async x => { {|AIO703:n += await Next()|}; })); } }")]
    [InlineData("class Counter { int n; Task<int> Next() => null; async Task Add() { {|AIO703:n += await Next()|}; } public async Task All(int[] xs) => await Task.WhenAll(xs.Select(x => Add())); }")]
    [InlineData("class Counter { int n; Task<int> Next() => null; async Task Add() { {|AIO703:n += await Next()|}; } public async Task Two() { var a = Add(); var b = Add(); await a; await b; } }")]
    [InlineData("class Counter { int n; Task<int> Next() => null; async Task Add() { {|AIO753:n = n + await Next()|}; } public async Task Two() { await Task.WhenAll(Add(), this.Add()); } }")]
    public Task StateThatSeveralTasksUse_IsReported(string members) => AllRulesReport(members);

    // A constant argument chooses a section of a switch; only that code runs.
    private const string Choices =
        "enum Mode { Fast, Slow } static int Wait() { Thread.Sleep(1); return 1; }\n" +
        "static int ByText(string kind) { kind = kind.ToLowerInvariant(); switch (kind) { case \"slow\": case \"slower\": return Wait(); case \"fast\": return 2; default: return 3; } }\n" +
        "static int ByLower(string kind) { switch (kind.ToLower()) { case \"slow\": return Wait(); default: return 3; } }\n" +
        "static int ByArm(string kind) => kind switch { \"slow\" => Wait(), _ => 3 };\n" +
        "static int ByOther(string kind, string other) { kind = other; switch (kind) { case \"slow\": return Wait(); default: return 3; } }\n" +
        "static int ByMode(Mode mode) { switch (mode) { case Mode.Fast: return 1; default: return Wait(); } }\n" +
        "static int ByGoto(Mode mode) { switch (mode) { case Mode.Fast: goto case Mode.Slow; case Mode.Slow: return Wait(); default: return 3; } }\n";

    [Theory]
    [InlineData("ByText(\"fast\")")]
    [InlineData("ByText(\"FAST\")")]
    [InlineData("ByText(\"other\")")]
    [InlineData("ByLower(\"fast\")")]
    [InlineData("ByArm(\"fast\")")]
    [InlineData("ByMode(Mode.Fast)")]
    public Task SectionThatAConstantDoesNotChoose_IsSilent(string call) =>
        AllRulesReport(Choices + "static async Task M() { await Task.Yield(); Log(" + call + "); }");

    [Theory]
    [InlineData("ByText(\"slow\")")]
    [InlineData("ByText(\"SLOWER\")")]
    [InlineData("ByText(k)")]
    [InlineData("ByLower(\"Slow\")")]
    [InlineData("ByArm(\"slow\")")]
    [InlineData("ByOther(\"fast\", k)")]
    [InlineData("ByMode(Mode.Slow)")]
    [InlineData("ByMode(0 + m)")]
    [InlineData("ByGoto(Mode.Fast)")]
    public Task SectionThatAConstantMayChoose_IsReported(string call) =>
        AllRulesReport(Choices + "static async Task M(string k, Mode m) { await Task.Yield(); Log({|AIO106:" + call + "|}); }");

    // A lock is known by its symbol, in .NET and in libraries; a name alone is no sign of several callers.
    [Theory]
    [InlineData("class Lock { public int Spring; } class Door { int n; readonly Lock k = new(); Task<int> Next() => null; public async Task Run() { n += await Next(); Use(k); } static void Use(Lock k) { } }")]
    [InlineData("class Mutex { } class Door { int n; readonly Mutex k = null; Task<int> Next() => null; public async Task Run() { n += await Next(); Console.Write(k); } }")]
    [InlineData("class Pool { public Task<Connection> OpenAsync() => null; } class Connection : IDisposable { public void Dispose() { } } class Door { int n; readonly Pool k = null; Task<int> Next() => null; public async Task Run() { n += await Next(); Console.Write(k); } }")]
    [InlineData("class Once { int n; Task run; Task<int> Next() => null; async Task Add() { n += await Next(); } public Task Run() => run ??= Add(); public Task Again() { run = Add(); return run; } }")]
    [InlineData("class Two { int n; Task<int> Next() => null; async Task Add() { n += await Next(); } Task Add(int x) => null; public async Task Run() { var a = Add(1); await Add(); await a; } }")]
    public Task WhatOnlyHasTheNameOfALock_IsNoSign(string members) => AllRulesReport(members);

    [Theory]
    [InlineData("class Gate { public struct Releaser : IDisposable { public void Dispose() { } } public Task<Releaser> EnterAsync() => null; } class Counter { int n; readonly Gate k = null; Task<int> Next() => null; public async Task Run() { {|AIO703:n += await Next()|}; Console.Write(k); } }")]
    [InlineData("class Gate { public ValueTask<IDisposable> LockAsync() => default; } class Counter { int n; readonly Gate k = null; Task<int> Next() => null; public async Task Run() { {|AIO703:n += await Next()|}; Console.Write(k); } }")]
    [InlineData("class Counter { int n; readonly System.Threading.Lock k = new(); Task<int> Next() => null; public async Task Run() { {|AIO703:n += await Next()|}; Console.Write(k); } }")]
    [InlineData("class Counter { int n; readonly AsyncLock k = null; Task<int> Next() => null; public async Task Run() { {|AIO703:n += await Next()|}; Console.Write(k); } }")]
    [InlineData("class Counter { int n; readonly System.Threading.Channels.Channel<int> k = null; Task<int> Next() => null; public async Task Run() { {|AIO703:n += await Next()|}; Console.Write(k); } }")]
    public Task WhatLocks_IsASign(string members) => AllRulesReport(members);

    // context = await Next(context): the call continues with the object. The lock of the type guards other state.
    private const string Steps =
        "class Context { public int Step; } static Task<Context> Next(int x, Context c) => null; readonly object k = new(); int open; void Open() { lock (k) { open++; } }\n";

    [Theory]
    [InlineData("Context c; async Task M() { c = await Next(1, c); }")]
    [InlineData("Context c; Task run; async Task M() { c = await Next(1, c).ConfigureAwait(false); } void Start() { lock (k) { run ??= M(); } }")]
    [InlineData("Context Current { get; set; } async Task M() { Current = await Next(1, this.Current); }")]
    public Task ObjectThatIsHandedOn_IsSilent(string members) => AllRulesReport(Steps + members);

    [Theory]
    [InlineData("static Context c; async Task M() { {|AIO753:c = await Next(1, c)|}; }")]
    [InlineData("Context c; static async Coroutine<Context> Go(Context c) { await Asyncio.Sleep(1); return c; } async Coroutine M() { {|AIO753:c = await Go(c)|}; }")]
    [InlineData("Context c; async Task M() { {|AIO753:c = await Next(1, c)|}; } async Task Two() { await Task.WhenAll(M(), M()); }")]
    [InlineData("Context c; async Task M(int[] xs) { await Task.WhenAll(xs.Select(async x => { {|AIO753:c = await Next(x, c)|}; })); }")]
    [InlineData("int n; Task<int> Add(int n) => null; async Task M() { {|AIO753:n = await Add(n)|}; }")]
    [InlineData("string s; Task<string> Add(string s) => null; async Task M() { {|AIO753:s = await Add(s)|}; }")]
    [InlineData("System.Collections.Immutable.ImmutableList<int> s; Task<System.Collections.Immutable.ImmutableList<int>> Add(object s) => null; async Task M() { {|AIO753:s = await Add(s)|}; }")]
    public Task ValueThatIsUpdated_IsReported(string members) => AllRulesReport(Steps + members);

    // Streams of a program that are buffers, wrappers of buffers, and methods that return buffers.
    private const string Buffers =
        """
        sealed class Blocks : Stream
        {
            readonly List<byte[]> blocks = []; int position; readonly object k = new();
            public override bool CanRead => true; public override bool CanSeek => true; public override bool CanWrite => true; public override long Length => position;
            public override long Position { get => position; set => position = (int)value; }
            public override void Flush() { }
            public override Task FlushAsync(CancellationToken token) => Task.CompletedTask;
            public override int Read(byte[] b, int offset, int count) { lock (k) return Math.Min(count, blocks.Count); }
            public override Task<int> ReadAsync(byte[] b, int offset, int count, CancellationToken token) => Task.FromResult(Read(b, offset, count));
            public override long Seek(long offset, SeekOrigin origin) => Position = offset;
            public override void SetLength(long value) { }
            public override void Write(byte[] b, int offset, int count) { lock (k) blocks.Add(b); Grow(); }
            public override Task WriteAsync(byte[] b, int offset, int count, CancellationToken token) { Write(b, offset, count); return Task.CompletedTask; }
            void Grow() { position++; Monitor.PulseAll(k); }
        }
        class Filtered(Stream inner) : Stream
        {
            public override bool CanRead => true; public override bool CanSeek => true; public override bool CanWrite => true; public override long Length => inner.Length;
            public override long Position { get => inner.Position; set => inner.Position = value; }
            public override void Flush() => inner.Flush();
            public override Task FlushAsync(CancellationToken token) => inner.FlushAsync(token);
            public override int Read(byte[] b, int offset, int count) => inner.Read(b, offset, count);
            public override Task<int> ReadAsync(byte[] b, int offset, int count, CancellationToken token) => inner.ReadAsync(b, offset, count, token);
            public override long Seek(long offset, SeekOrigin origin) => 0;
            public override void SetLength(long value) { }
            public override void Write(byte[] b, int offset, int count) => inner.Write(b, offset, count);
            public override Task WriteAsync(byte[] b, int offset, int count, CancellationToken token) => inner.WriteAsync(b, offset, count, token);
            public override async ValueTask DisposeAsync() { await inner.DisposeAsync(); await base.DisposeAsync(); }
            public static Stream Around(Stream inner) => new Filtered(inner);
        }
        static Stream Buffer(int size) { if (size > 3) { return new Blocks(); } return new MemoryStream(size); }
        static async Task<Stream> Fill(Stream from) { var to = new Blocks(); await from.CopyToAsync(to); return to; }
        static Stream Connect() => null;

        """;

    [Theory]
    [InlineData("static async Task M(Blocks s, byte[] b) { await Task.Yield(); s.Write(b, 0, 1); s.Flush(); }")]
    [InlineData("static async Task M(byte[] b, bool copy) { Stream s = copy ? new Blocks() : null; await Task.Yield(); s?.Write(b, 0, 1); }")]
    [InlineData("static async Task M(byte[] b, bool x) { using var m = new MemoryStream(); Stream s = x ? new Filtered(m) : m; await Task.Yield(); s.Write(b, 0, 1); s.Flush(); }")]
    [InlineData("static async Task M(byte[] b) { var m = new Blocks(); using (var s = new Filtered(m)) { await Task.Yield(); s.Write(b, 0, 1); s.Flush(); } }")]
    [InlineData("static async Task M(byte[] b) { var m = new Blocks(); var s = Filtered.Around(m); await Task.Yield(); s.Write(b, 0, 1); s.Flush(); }")]
    [InlineData("static async Task M(byte[] b) { var s = Buffer(3); await Task.Yield(); s.Write(b, 0, 1); }")]
    [InlineData("static async Task M(Stream from, byte[] b) { using var s = await Fill(from).ConfigureAwait(false); var n = s.Read(b, 0, 1); Log(n); }")]
    [InlineData("static async Task M(byte[] b, Stream to) { using var s = typeof(string).Assembly.GetManifestResourceStream(\"a\"); await Task.Yield(); var n = s.Read(b, 0, 1); Log(n); }")]
    [InlineData("static void Encode(byte[] b) { var m = new Blocks(); using (Stream s = new Filtered(m)) { s.Write(b, 0, 1); s.Flush(); } } static async Task M(byte[] b) { await Task.Yield(); Encode(b); }")]
    [InlineData("static void Put(Stream s, byte[] b) => s.Write(b, 0, 1); static async Task M(byte[] b) { var m = new Blocks(); await Task.Yield(); Put(new Filtered(m), b); Put(m, b); }")]
    public Task StreamsOfTheProgramThatAreBuffers_AreSilent(string members) => AllRulesReport(Buffers + members);

    [Theory]
    [InlineData("static async Task M(Filtered s, byte[] b) { await Task.Yield(); {|AIO103:s.Write(b, 0, 1)|}; }")]
    [InlineData("static async Task M(byte[] b) { var s = Connect(); await Task.Yield(); {|AIO103:s.Write(b, 0, 1)|}; }")]
    [InlineData("static async Task M(byte[] b, bool x) { Stream s = x ? new Blocks() : Connect(); await Task.Yield(); {|AIO103:s.Write(b, 0, 1)|}; }")]
    [InlineData("static async Task M(byte[] b) { var s = Filtered.Around(Connect()); await Task.Yield(); {|AIO103:s.Write(b, 0, 1)|}; }")]
    [InlineData("static async Task M(byte[] b) { await Task.Yield(); {|AIO107:using|} var s = new Filtered(Connect()); }")]
    [InlineData("class Log2(string path) : FileStream(path, FileMode.Open) { } static async Task M(Log2 s, byte[] b) { await Task.Yield(); {|AIO103:s.Write(b, 0, 1)|}; }")]
    [InlineData("class Secure(Stream s) : System.Net.Security.SslStream(s) { public int Extra; } static async Task M(Secure s, byte[] b) { await Task.Yield(); {|AIO103:s.Write(b, 0, 1)|}; }")]
    public Task StreamsOfTheProgramThatMayWait_AreReported(string members) => AllRulesReport(Buffers + members);

    // No field of these is a stream, but their code reaches a device, another thread, or code that nobody knows.
    [Theory]
    [InlineData("readonly object k = new(); public override void Write(byte[] b, int o, int n) { lock (k) Monitor.Wait(k); }")]
    [InlineData("public override void Write(byte[] b, int o, int n) => File.WriteAllBytes(\"a\", b);")]
    [InlineData("public override void Write(byte[] b, int o, int n) => Thread.Sleep(1);")]
    [InlineData("readonly Action<byte[]> send; public override void Write(byte[] b, int o, int n) => send(b);")]
    [InlineData("readonly HttpClient client; public override void Write(byte[] b, int o, int n) { }")]
    [InlineData("readonly SemaphoreSlim gate = new(0); public override void Write(byte[] b, int o, int n) { }")]
    [InlineData("interface ILine { void Send(byte[] b); } readonly ILine line; public override void Write(byte[] b, int o, int n) => line.Send(b);")]
    [InlineData("static class Line { static readonly Stream to = Connect(); public static void Send(byte[] b) => to.Write(b, 0, 1); } public override void Write(byte[] b, int o, int n) => Line.Send(b);")]
    [InlineData("static class Native { [System.Runtime.InteropServices.DllImport(\"c\")] public static extern int write(int fd, byte[] b, int n); } readonly int fd; public override void Write(byte[] b, int o, int n) => Native.write(fd, b, n);")]
    public Task StreamWhoseCodeWaits_IsNoBuffer(string members) => AllRulesReport(
        Buffers +
        "class Own : Stream { " + members + " public override bool CanRead => true; public override bool CanSeek => true; public override bool CanWrite => true; public override long Length => 0; public override long Position { get; set; } public override void Flush() { }" +
        " public override int Read(byte[] b, int o, int n) => 0; public override long Seek(long o, SeekOrigin p) => 0; public override void SetLength(long v) { } public override Task WriteAsync(byte[] b, int o, int n, CancellationToken t) => null; }" +
        " static async Task M(Own s, byte[] b) { await Task.Yield(); {|AIO103:s.Write(b, 0, 1)|}; }");

    [Theory]
    [InlineData("static async Task M(string path) { using var s = new Filtered(File.OpenRead(path)); await Task.Yield(); Log(s); }")]
    [InlineData("static async Task M(string path) { using var f = File.OpenRead(path); using var s = Filtered.Around(f); await Task.Yield(); Log(s); }")]
    [InlineData("static async Task M(string path) { using var s = File.Open(path, FileMode.Open, FileAccess.Read); await Task.Yield(); Log(s); }")]
    [InlineData("static async Task M(string path) { using var s = new FileStream(path, FileMode.Open, FileAccess.Read); await Task.Yield(); Log(s); }")]
    [InlineData("class Zip : IDisposable, IAsyncDisposable { public static Zip Open(Stream s, int n) => null; public void Dispose() { } public async ValueTask DisposeAsync() => await Task.Delay(1); } static async Task M() { var m = new MemoryStream(); using var z = Zip.Open(m, 3); await Task.Yield(); Log(z); }")]
    public Task WhatIsOnlyReadOrInMemory_IsDisposedOfQuickly(string members) => AllRulesReport(Buffers + members);

    // A class of a package that overrides Write alone: the base class runs Write for WriteAsync, one call after the other.
    [Theory]
    [InlineData("static async Task M(System.Xml.XmlTextReader r) { await Task.Yield(); r.Read(); }")]
    public Task CounterpartThatAPackageInherits_IsNone(string members) => AllRulesReport(members);

    // Used like lock: a section of synchronous code, and no await anywhere while it is held.
    [Theory]
    [InlineData("class S : IDisposable { readonly SemaphoreSlim gate = new(1); int n; bool Up { get { gate.Wait(); try { return n > 0; } finally { gate.Release(); } } } public async Task<bool> M() { await Task.Yield(); return Up; } public void Dispose() => gate.Dispose(); }")]
    [InlineData("class S { SemaphoreSlim gate; int n; public S() => gate = new SemaphoreSlim(1, 1); void Put(int x) { this.gate.Wait(); try { n = x; } finally { this.gate.Release(); } } public async Task M() { await Task.Yield(); Put(2); } public void Close() => gate?.Dispose(); }")]
    public Task SemaphoreThatIsUsedLikeLock_IsSilent(string members) => AllRulesReport(members);

    [Theory]
    [InlineData("class S { readonly SemaphoreSlim gate = new(1); static int Get() => 1; int Up() { gate.Wait(); try { return Get(); } finally { gate.Release(); } } public async Task<int> M() { await Task.Yield(); return {|AIO106:Up()|}; } public async Task N() { await gate.WaitAsync(); try { await Task.Delay(1); } finally { gate.Release(); } } }")]
    [InlineData("class S { readonly SemaphoreSlim gate = new(0); int Up() { gate.Wait(); return 1; } public void Set() => gate.Release(); public async Task<int> M() { await Task.Yield(); return {|AIO106:Up()|}; } }")]
    [InlineData("class S { readonly SemaphoreSlim gate = new(0); int Up() { gate.Wait(); try { return 1; } finally { gate.Release(); } } static void Keep(SemaphoreSlim s) { } public void Set() => Keep(gate); public async Task<int> M() { await Task.Yield(); return {|AIO106:Up()|}; } }")]
    [InlineData("class S { internal readonly SemaphoreSlim gate = new(0); int Up() { gate.Wait(); try { return 1; } finally { gate.Release(); } } public async Task<int> M() { await Task.Yield(); return {|AIO106:Up()|}; } }")]
    [InlineData("class S { readonly SemaphoreSlim gate = new(1); int Up() { gate.Wait(); try { Thread.Sleep(1); return 1; } finally { gate.Release(); } } public async Task<int> M() { await Task.Yield(); return {|AIO106:Up()|}; } }")]
    public Task SemaphoreThatIsHeldForLong_IsReported(string members) => AllRulesReport(members);

    // Whoever enumerates a sequence that has a token is canceled with it.
    [Theory]
    [InlineData("static IAsyncEnumerable<int> Items(CancellationToken token) => null; static async Task M(CancellationToken token) => Log(await Items(token).FirstAsync());")]
    [InlineData("static IAsyncEnumerable<int> Items(CancellationToken token) => null; static async Task M(CancellationToken token) => Log(await Items(token).Where(x => x > 1).Select(x => x + 1).ToListAsync());")]
    [InlineData("static IAsyncEnumerable<int> Items(CancellationToken token) => null; static async Task M(CancellationToken token) { var all = Items(token); Log(await all.CountAsync().ConfigureAwait(false)); }")]
    public Task SequenceThatHasAToken_NeedsNoOther(string members) => AllRulesReport(members);

    [Theory]
    [InlineData("static IAsyncEnumerable<int> Items() => null; static async Task M(CancellationToken token) => Log(await Items().{|AIO506:FirstAsync()|});")]
    [InlineData("static IAsyncEnumerable<int> Items(CancellationToken token) => null; static async Task M(CancellationToken token) => Log(await Items(CancellationToken.None).{|AIO506:FirstAsync()|});")]
    [InlineData("static IAsyncEnumerable<int> Items(CancellationToken token) => null; static async Task M(CancellationToken token) => Log(await Items(default).Where(x => x > 1).{|AIO506:FirstAsync()|});")]
    public Task SequenceWithoutAToken_GetsOne(string members) => AllRulesReport(members);

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

    // The token is asked before anything else is waited for, so the cancellation comes out there.
    [Theory]
    [InlineData("static async Task M(Func<CancellationToken, Task> run, CancellationToken token) { try { await run(token); } catch (Exception e) { Log(e); } await run(token); }")]
    [InlineData("static async Task M(Func<CancellationToken, Task> run, byte[] b, CancellationToken token) { try { await run(token); b = []; } catch { b = [1]; } if (b.Length == 2) { return; } await Task.Delay(b.Length, token).ConfigureAwait(false); }")]
    [InlineData("static async Task<int> M(Func<CancellationToken, Task> run, bool b, CancellationToken token) { if (b) { try { await run(token); } catch { Log(1); } } else { Log(2); } Log(3); return await Task.Run(() => 1, token); }")]
    [InlineData("static async Task M(Func<CancellationToken, Task> run, string[] lines, CancellationToken token) { foreach (var line in lines) { if (line.Length > 3) { try { await run(token); } catch (Exception e) { Log(e); } break; } } await run(token); }")]
    [InlineData("static async Task M(Func<CancellationToken, Task> run, int n, IDisposable d, CancellationToken token) { using (d) { switch (n) { case 1: try { await run(token); } catch (Exception e) { Log(e); } break; } } var x = 1; await run(token); Log(x); }")]
    public Task NextAwaitThatGetsTheToken_IsSilent(string members) => AllRulesReport(members);

    // Closing goes on in any case.
    [Theory]
    [InlineData("int state; public async ValueTask CloseAsync(Func<CancellationToken, Task> free, CancellationToken token) { try { await free(token); } catch { } Log(1); state = 0; }")]
    [InlineData("public async Task StopAsync(Func<CancellationToken, Task>[] all, CancellationToken token) { foreach (var stop in all) { try { await stop(token); } catch (Exception e) { Log(e); } } }")]
    public Task CatchInAMethodThatCloses_IsSilent(string members) => AllRulesReport(members);

    [Theory]
    [InlineData("async Task M(HttpClient http, string url, CancellationToken token) { for (var i = 0; i < 3; i++) { try { await http.GetStringAsync(url, token); } {|AIO502:catch|} (Exception e) { Log(e); } } }")]
    [InlineData("interface IListener { Task Notify(int key, CancellationToken token); } static async Task M(IEnumerable<IListener> listeners, int key, CancellationToken token) { foreach (var l in listeners) try { await l.Notify(key, token); } {|AIO502:catch|} (Exception e) { Console.WriteLine(e); } }")]
    [InlineData("static async Task M(Func<CancellationToken, Task> run, CancellationToken token) { try { await run(token); } {|AIO502:catch|} (Exception e) { Log(e); } await run(default); await run(token); }")]
    [InlineData("static async Task M(Func<CancellationToken, Task> run, CancellationToken token, CancellationToken other) { try { await run(token); } {|AIO502:catch|} (Exception e) { Log(e); } await run(other); }")]
    [InlineData("static async Task M(Func<CancellationToken, Task> run, bool b, CancellationToken token) { try { await run(token); } {|AIO502:catch|} (Exception e) { Log(e); } if (b) { await run(token); } Log(1); }")]
    [InlineData("static async Task M(Func<CancellationToken, Task> run, bool b, CancellationToken token) { try { await run(token); } {|AIO502:catch|} (Exception e) { Log(e); } b = b && await Task.Run(() => b, token); Log(b); }")]
    [InlineData("static async Task M(Func<CancellationToken, Task> run, int[] xs, CancellationToken token) { try { await run(token); } {|AIO502:catch|} (Exception e) { Log(e); } foreach (var x in xs) { Log(x); } await run(token); }")]
    [InlineData("static async Task M(Func<CancellationToken, Task> run, CancellationToken token) { while (true) { try { await run(token); } {|AIO502:catch|} (Exception e) { Log(e); continue; } await run(token); } }")]
    [InlineData("static async Task M(Func<CancellationToken, Task> run, CancellationToken token) { try { await run(token); } {|AIO502:catch|} (Exception e) { Log(e); } try { await run(token); } catch (IOException e) { Log(e); } }")]
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
