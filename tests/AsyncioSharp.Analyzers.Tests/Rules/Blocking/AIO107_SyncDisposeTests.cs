using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.SyncDisposeAnalyzer, AsyncioSharp.CodeFixes.SyncDisposeFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class SyncDisposeTests
{
    private const string Types =
        """

        class Session : IDisposable, IAsyncDisposable { public void Dispose() { } public async ValueTask DisposeAsync() => await Task.Delay(1); }
        class Derived : Session { }
        class Passing : IDisposable, IAsyncDisposable { public void Dispose() { } ValueTask IAsyncDisposable.DisposeAsync() => Close(); ValueTask Close() => default; }
        class Nothing : IDisposable, IAsyncDisposable { public void Dispose() { } public ValueTask DisposeAsync() { Dispose(); return default; } }
        interface IAsyncBoth : IDisposable, IAsyncDisposable { }
        class Both : IAsyncBoth { public void Dispose() { } public async ValueTask DisposeAsync() => await Task.Delay(1); }
        class Wrapper : System.IO.MemoryStream { }
        """;

    private static string Code(string lines) => Snippet.Coroutine("await t;\n" + lines) + Types;

    private static Task Fix(string line, string replacement) => Verify.Fix(Code(line), Code(replacement));

    private static Task Unfixable(string line) => Verify.Unfixable(Code(line));

    private static Task Silent(string line) => Verify.Silent(Code(line));

    [Theory]
    [InlineData("{|AIO107:using|} var f = System.IO.File.OpenWrite(\"a\");", "await using var f = System.IO.File.OpenWrite(\"a\");")]
    [InlineData("// open\n{|AIO107:using|} /* it */ (var f = System.IO.File.Create(\"a\")) { Use(f); } // closed", "// open\nawait using /* it */ (var f = System.IO.File.Create(\"a\")) { Use(f); } // closed")]
    [InlineData("{|AIO107:using|} System.IO.FileStream a = System.IO.File.OpenWrite(\"a\"), b = System.IO.File.OpenWrite(\"b\");", "await using System.IO.FileStream a = System.IO.File.OpenWrite(\"a\"), b = System.IO.File.OpenWrite(\"b\");")]
    [InlineData("var f = System.IO.File.OpenWrite(\"a\"); {|AIO107:using|} (f) Use(f);", "var f = System.IO.File.OpenWrite(\"a\"); await using (f) Use(f);")]
    [InlineData("{|AIO107:using|} var w = new System.IO.StreamWriter(\"a\");", "await using var w = new System.IO.StreamWriter(\"a\");")]
    [InlineData("{|AIO107:using|} var z = new System.IO.Compression.GZipStream(System.IO.File.Open(\"a\", 0), System.IO.Compression.CompressionMode.Compress);", "await using var z = new System.IO.Compression.GZipStream(System.IO.File.Open(\"a\", 0), System.IO.Compression.CompressionMode.Compress);")]
    [InlineData("System.Data.Common.DbConnection c = null; using (c) { {|AIO107:using|} var u = c.BeginTransaction(); {|AIO107:using|} var r = c.CreateCommand().ExecuteReader(); }", "System.Data.Common.DbConnection c = null; using (c) { await using var u = c.BeginTransaction(); await using var r = c.CreateCommand().ExecuteReader(); }")]
    public Task B89_Library(string line, string replacement) => Fix(line, replacement);

    // The type of the variable does not show that the value writes when it is disposed.
    [Theory]
    [InlineData("{|AIO107:using|} System.IO.Stream s = System.IO.File.Create(\"a\");", "await using System.IO.Stream s = System.IO.File.Create(\"a\");")]
    [InlineData("System.IO.Stream s = System.IO.File.Create(\"a\"); {|AIO107:using|} (s) { }", "System.IO.Stream s = System.IO.File.Create(\"a\"); await using (s) { }")]
    [InlineData("{|AIO107:using|} (System.IO.TextWriter w = new System.IO.StreamWriter(\"a\")) { }", "await using (System.IO.TextWriter w = new System.IO.StreamWriter(\"a\")) { }")]
    [InlineData("{|AIO107:using|} System.IO.TextWriter w = System.IO.File.CreateText(\"a\");", "await using System.IO.TextWriter w = System.IO.File.CreateText(\"a\");")]
    [InlineData("{|AIO107:using|} System.IO.Stream z = new System.IO.Compression.GZipStream(System.IO.File.Create(\"a\"), System.IO.Compression.CompressionMode.Compress);", "await using System.IO.Stream z = new System.IO.Compression.GZipStream(System.IO.File.Create(\"a\"), System.IO.Compression.CompressionMode.Compress);")]
    [InlineData("{|AIO107:using|} System.IO.Stream s = d == default ? System.IO.File.Create(\"a\") : new System.IO.BufferedStream(System.IO.File.Create(\"b\"));", "await using System.IO.Stream s = d == default ? System.IO.File.Create(\"a\") : new System.IO.BufferedStream(System.IO.File.Create(\"b\"));")]
    [InlineData("{|AIO107:using|} IAsyncBoth s = new Both();", "await using IAsyncBoth s = new Both();")]
    public Task ByTheValue(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("new System.IO.Compression.ZipArchive(System.IO.File.Create(\"a\"), System.IO.Compression.ZipArchiveMode.Create)")]
    [InlineData("new System.IO.Compression.ZipArchive(System.IO.File.Create(\"a\"), System.IO.Compression.ZipArchiveMode.Update, true)")]
    [InlineData("System.IO.Compression.ZipFile.Open(\"a\", System.IO.Compression.ZipArchiveMode.Update)")]
    public Task AnArchiveThatIsWritten(string archive) => Fix($"{{|AIO107:using|}} var z = {archive};", $"await using var z = {archive};");

    [Fact]
    public Task ATransactionOfEntityFramework() => Verify.Fix(
        Snippet.Members("async Task M(EF.IDbContextTransaction t) { {|AIO107:using|} (t) { await F(); } }").Replace("using AsyncioSharp;\n", "using AsyncioSharp;\nusing EF = Microsoft.EntityFrameworkCore.Storage;\n") + Transactions,
        Snippet.Members("async Task M(EF.IDbContextTransaction t) { await using (t) { await F(); } }").Replace("using AsyncioSharp;\n", "using AsyncioSharp;\nusing EF = Microsoft.EntityFrameworkCore.Storage;\n") + Transactions);

    private const string Transactions = "\n#pragma warning disable CS1591\nnamespace Microsoft.EntityFrameworkCore.Storage { public interface IDbContextTransaction : IDisposable, IAsyncDisposable { } }\n";

    [Theory]
    [InlineData("using System.IO.Stream s = new System.IO.MemoryStream(); using System.IO.TextWriter w = new System.IO.StringWriter();")]
    [InlineData("using System.IO.Stream s = System.IO.File.OpenRead(\"a\");")]
    [InlineData("using System.IO.Stream s = d == default ? System.IO.File.Create(\"a\") : new System.IO.MemoryStream();")]
    [InlineData("using IDisposable s = System.IO.File.Create(\"a\");")]
    [InlineData("System.IO.Stream s = System.IO.File.Create(\"a\"); s = new System.IO.MemoryStream(); using (s) { }")]
    [InlineData("using var z = new System.IO.Compression.ZipArchive(System.IO.File.OpenRead(\"a\"), System.IO.Compression.ZipArchiveMode.Read);")]
    [InlineData("using var z = new System.IO.Compression.ZipArchive(new System.IO.MemoryStream(), System.IO.Compression.ZipArchiveMode.Create);")]
    [InlineData("System.IO.Compression.ZipArchive z = null; using (z) { }")]
    public Task ByTheValue_NothingIsGained(string line) => Silent(line);

    [Theory]
    [InlineData("{|AIO107:using|} var s = new Session();", "await using var s = new Session();")]
    [InlineData("{|AIO107:using|} (var s = new Derived()) {|AIO107:using|} (new Passing()) { }", "await using (var s = new Derived()) await using (new Passing()) { }")]
    public Task OwnTypes(string line, string replacement) => Fix(line, replacement);

    [Fact]
    public Task D33_Stacked() => Fix(
        "{|AIO107:using|} (var f = System.IO.File.OpenWrite(\"a\"))\nusing (var r = new System.IO.StreamReader(f))\n{|AIO107:using|} (var s = new Session())\n{\n    Use(r);\n}",
        "await using (var f = System.IO.File.OpenWrite(\"a\"))\nusing (var r = new System.IO.StreamReader(f))\nawait using (var s = new Session())\n{\n    Use(r);\n}");

    [Fact]
    public Task PlainAsyncMethod() => Verify.Fix(
        Snippet.AsyncTask("{|AIO107:using|} var f = System.IO.File.OpenWrite(\"a\"); await t;"),
        Snippet.AsyncTask("await using var f = System.IO.File.OpenWrite(\"a\"); await t;"));

    [Theory]
    [InlineData("lock (gate) { {|AIO157:using|} var s = new Session(); }")]
    [InlineData("Span<int> n = [1]; {|AIO157:using|} (var s = new Session()) { Use(n[0]); } await t;")]
    [InlineData("#if true\n{|AIO157:using|} (var s = new Session())\n#if true\n{ Use(s); }\n#endif\n#endif")]
    public Task NoAwaitThere(string line) => Unfixable(line);

    [Theory]
    [InlineData("using var m = new System.IO.MemoryStream(); using var r = new System.IO.StringWriter();")]
    [InlineData("using var w = new System.IO.StreamWriter(new System.IO.MemoryStream());")]
    [InlineData("var m = new System.IO.MemoryStream(); using (var w = new System.Text.Json.Utf8JsonWriter(m)) { w.Flush(); }")]
    [InlineData("using var w = new Wrapper();")]
    public Task N19_InMemory(string line) => Silent(line);

    [Theory]
    [InlineData("System.Data.Common.DbCommand c = null; using (c) { }")]
    [InlineData("using var n = new System.Net.Sockets.NetworkStream(null);")]
    [InlineData("using var f = System.IO.File.OpenRead(\"a\"); using var g = new System.IO.FileInfo(\"a\").OpenRead();")]
    [InlineData("using var z = System.IO.Compression.ZipFile.OpenRead(\"a\");")]
    [InlineData("using var s = typeof(C).Assembly.GetManifestResourceStream(\"a\");")]
    [InlineData("using var z = new System.IO.Compression.GZipStream(System.IO.File.OpenRead(\"a\"), System.IO.Compression.CompressionMode.Decompress);")]
    [InlineData("using var n = new Nothing();")]
    [InlineData("using var timer = new Timer(_ => { });")]
    [InlineData("using var c = new CancellationTokenSource(); using var r = c.Token.Register(() => { });")]
    [InlineData("using IDisposable s = new Session();")]
    [InlineData("await using var s = new Session(); await using (new Session()) { }")]
    public Task N94_NothingIsGained(string line) => Silent(line);

    // A connection goes back to its pool, which sends nothing.
    [Theory]
    [InlineData("System.Data.Common.DbConnection c = null; using (c) { await c.OpenAsync(); }")]
    [InlineData("using var c = new Pooled(); await c.OpenAsync();")]
    public Task AConnectionIsPooled(string line) => Verify.Silent(Code(line) + Connections);

    private const string Connections =
        """

        class Pooled : System.Data.Common.DbConnection
        {
            public override ValueTask DisposeAsync() => Return();
            async ValueTask Return() => await Task.Delay(1);
            protected override System.Data.Common.DbTransaction BeginDbTransaction(System.Data.IsolationLevel level) => null;
            public override void ChangeDatabase(string name) { }
            public override void Close() => Thread.Sleep(1);
            protected override System.Data.Common.DbCommand CreateDbCommand() => null;
            public override void Open() { }
            public override string ConnectionString { get; set; }
            public override string Database => "";
            public override string DataSource => "";
            public override string ServerVersion => "";
            public override System.Data.ConnectionState State => default;
        }
        """;

    // Nothing is left to write or to read where the using ends.
    [Theory]
    [InlineData("using var f = System.IO.File.Create(\"a\"); await f.WriteAsync(new byte[1]); await f.FlushAsync();")]
    [InlineData("using (var f = System.IO.File.Create(\"a\")) { f.WriteByte(1); await f.FlushAsync().ConfigureAwait(false); }")]
    [InlineData("using (var f = System.IO.File.Create(\"a\")) { if (d == default) { await f.FlushAsync(); } else { f.Flush(); } }")]
    [InlineData("using (var f = System.IO.File.Create(\"a\")) { try { f.WriteByte(1); } finally { await f.DisposeAsync(); } }")]
    [InlineData("using (var f = System.IO.File.Create(\"a\")) { f.WriteByte(1); f.Close(); Use(1); }")]
    [InlineData("using (var w = new System.IO.StreamWriter(\"a\")) { foreach (var n in new[] { 1, 2 }) { if (n == 2) break; w.Write(n); } await w.FlushAsync(); }")]
    [InlineData("using var f = new System.IO.FileStream(\"a\", System.IO.FileMode.Open); await f.CopyToAsync(System.IO.Stream.Null);")]
    [InlineData("var f = new System.IO.FileStream(\"a\", System.IO.FileMode.Open); using (f) { await f.CopyToAsync(System.IO.Stream.Null); }")]
    [InlineData("System.Data.Common.DbDataReader r = null; using (r) { do { while (await r.ReadAsync()) { } } while (await r.NextResultAsync()); }")]
    [InlineData("System.Data.Common.DbDataReader r = null; using (r) { while (await r.NextResultAsync()) { while (await r.ReadAsync()) { break; } } }")]
    [InlineData("System.Data.Common.DbDataReader r = null; using (r) { await r.ReadAsync(); await r.CloseAsync(); }")]
    [InlineData("System.Data.Common.DbDataReader r = null; using (r) { while (await r.ReadAsync().ConfigureAwait(false)) { Use(r.GetInt32(0)); } }")]
    [InlineData("System.Data.Common.DbDataReader r = null; using (r) { await r.ReadAsync(); Use(r.GetInt32(0)); Use(await r.ReadAsync().ConfigureAwait(false)); }")]
    [InlineData("System.Data.Common.DbDataReader r = null; using (r) { await r.ReadAsync(); Use(await r.NextResultAsync()); }")]
    [InlineData("System.Data.Common.DbDataReader r = null; using (r) { r.Dispose(); Action more = () => r.Read(); more(); }")]
    [InlineData("System.Data.Common.DbDataReader r = null; using (r) { Action more = () => r.GetInt32(0); Use(await r.ReadAsync()); Use(r.HasRows); }")]
    [InlineData("using var f = System.IO.File.Create(\"a\"); f.WriteByte(1); await f.FlushAsync(); Use(f.Length);")]
    [InlineData("using var f = System.IO.File.Create(\"a\"); await using var w = new System.IO.StreamWriter(f);")]
    [InlineData("using (var f = System.IO.File.Create(\"a\")) { f.WriteByte(1); await using (var w = new System.IO.BinaryWriter(f)) { w.Write(1); } }")]
    public Task NothingIsLeft(string line) => Silent(line);

    [Theory]
    [InlineData("{|AIO107:using|} var f = System.IO.File.Create(\"a\"); await f.FlushAsync(); f.WriteByte(1);")]
    [InlineData("{|AIO107:using|} var f = System.IO.File.Create(\"a\"); f.WriteByte(1); if (d == default) return; await f.FlushAsync();")]
    [InlineData("{|AIO107:using|} var f = System.IO.File.Create(\"a\"); f.WriteByte(1); if (d == default) await f.FlushAsync();")]
    [InlineData("{|AIO107:using|} var f = System.IO.File.Create(\"a\"); Action later = () => f.WriteByte(1); await f.FlushAsync(); later();")]
    [InlineData("{|AIO107:using|} var f = System.IO.File.Create(\"a\"); await f.FlushAsync(); f.Position = 1;")]
    [InlineData("{|AIO107:using|} var f = System.IO.File.Create(\"a\"); if (d == default) { f.Close(); } else { f.WriteByte(1); }")]
    [InlineData("System.Data.Common.DbDataReader r = null; {|AIO107:using|} (r) { Action more = () => r.Read(); more(); }")]
    [InlineData("{|AIO107:using|} var f = System.IO.File.Create(\"a\"); await System.IO.Stream.Null.CopyToAsync(f);")]
    [InlineData("for (;;) { {|AIO107:using|} var f = System.IO.File.Create(\"a\"); f.WriteByte(1); if (d == default) break; await f.FlushAsync(); }")]
    [InlineData("{|AIO107:using|} var z = new System.IO.Compression.GZipStream(System.IO.File.Create(\"a\"), System.IO.Compression.CompressionMode.Compress); await z.FlushAsync();")]
    [InlineData("{|AIO107:using|} var f = System.IO.File.Create(\"a\"); await using var w = new System.IO.StreamWriter(f, leaveOpen: true);")]
    [InlineData("{|AIO107:using|} var f = System.IO.File.Create(\"a\"); await using var w = new System.Text.Json.Utf8JsonWriter(f);")]
    [InlineData("System.Data.Common.DbDataReader r = null; {|AIO107:using|} (r) { while (await r.NextResultAsync()) { if (await r.ReadAsync()) break; } }")]
    [InlineData("System.Data.Common.DbDataReader r = null; {|AIO107:using|} (r) { while (await r.NextResultAsync()) { if (await r.ReadAsync()) return; } }")]
    [InlineData("System.Data.Common.DbDataReader r = null; {|AIO107:using|} (r) { await r.NextResultAsync(); }")]
    [InlineData("System.Data.Common.DbDataReader r = null; {|AIO107:using|} (r) { while (await r.ReadAsync()) { Use(r.GetInt32(0)); break; } }")]
    [InlineData("System.Data.Common.DbDataReader r = null; {|AIO107:using|} (r) { if (await r.ReadAsync()) { Use(r.GetInt32(0)); } }")]
    [InlineData("System.Data.Common.DbDataReader r = null; {|AIO107:using|} (r) { await r.ReadAsync(); }")]
    [InlineData("System.Data.Common.DbDataReader r = null; {|AIO107:using|} (r) { Use(await r.ReadAsync()); Use(r.GetInt32(0)); }")]
    [InlineData("System.Data.Common.DbDataReader r = null; {|AIO107:using|} (r) { var x = await r.ReadAsync(); Use(x); }")]
    public Task SomethingIsLeft(string line) => Fix(line, line.Replace("{|AIO107:using|}", "await using"));

    // The writer of a file closes the file.
    [Fact]
    public Task OneRootIsOneFinding() => Fix(
        "using (var f = System.IO.File.Create(\"a\"))\n{|AIO107:using|} (var w = new System.IO.StreamWriter(f))\n{\n    w.Write(1);\n}",
        "using (var f = System.IO.File.Create(\"a\"))\nawait using (var w = new System.IO.StreamWriter(f))\n{\n    w.Write(1);\n}");

    [Theory]
    [InlineData("await Task.Run(() => { using var s = new Session(); });")]
    [InlineData("await Asyncio.ToThread(() => { using (new Session()) { } });")]
    [InlineData("var isAsync = true; if (isAsync) { await using var s = new Session(); await t; } else { using var s = new Session(); }")]
    public Task Elsewhere(string line) => Silent(line);

    [Fact]
    public Task SyncCode() => Verify.Silent(Snippet.Members("void M() { using var f = System.IO.File.OpenWrite(\"a\"); }"));

    private const string Wrappers =
        """

        class Wrapped(System.IO.Stream inner) : IDisposable, IAsyncDisposable
        {
            private readonly bool _leaveOpen;
            private bool _isDisposed;
            public bool LeaveOpen { get; }
            public bool Stays { get; set; }
            public Wrapped(System.IO.Stream inner, bool leaveOpen) : this(inner) { _leaveOpen = leaveOpen; LeaveOpen = leaveOpen; Stays = leaveOpen; }
            public static Wrapped Around(System.IO.Stream inner) => new Wrapped(inner, leaveOpen: true);
            public void Dispose() { if (!_leaveOpen) inner.Dispose(); }
            public async ValueTask DisposeAsync() { if (_isDisposed) { return; } _isDisposed = true; if (!CONDITION) { await inner.DisposeAsync(); } }
        }
        """;

    [Theory]
    [InlineData("_leaveOpen", "using var s = new Wrapped(x, leaveOpen: true);")]
    [InlineData("LeaveOpen", "using var s = new Wrapped(x, true);")]
    [InlineData("LeaveOpen", "using var s = Wrapped.Around(x);")]
    [InlineData("LeaveOpen", "{|AIO107:using|} var s = new Wrapped(x, false);")]
    [InlineData("LeaveOpen", "{|AIO107:using|} var s = new Wrapped(x, x.CanRead);")]
    [InlineData("LeaveOpen", "{|AIO107:using|} var s = new Wrapped(x);")]
    [InlineData("Stays", "{|AIO107:using|} var s = new Wrapped(x, true);")]
    [InlineData("_isDisposed", "{|AIO107:using|} var s = new Wrapped(x, true);")]
    public Task AnInnerStreamThatStaysOpen(string condition, string line)
    {
        var source = Snippet.Members($"async Task M(System.IO.Stream x) {{ {line} await F(); }}") + Wrappers.Replace("CONDITION", condition);
        var @fixed = source.Replace("{|AIO107:using|}", "await using");
        return source == @fixed ? Verify.Silent(source) : Verify.Fix(source, @fixed);
    }

    [Fact]
    public Task Message_NamesTheType() => Verify.Says(
        Code("{|#0:using|} var f = System.IO.File.OpenWrite(\"a\");"),
        "AIO107",
        "The end of this 'using' blocks the event loop until 'FileStream' is disposed: write 'await using'");

    [Fact]
    public Task UnfixableMessage_NamesTheReason() => Verify.Says(
        Code("lock (gate) { {|#0:using|} var s = new Session(); }"),
        "AIO157",
        "The end of this 'using' blocks the event loop until 'Session' is disposed, and 'await' is not allowed in a lock: move the 'using' out of it");
}
