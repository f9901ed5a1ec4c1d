namespace AsyncioSharp.Analyzers.Tests.Safety;

/// <summary>Streams whose type is open: all their values are followed, and one that may wait is enough for a finding.</summary>
public sealed class MemoryFlowTests
{
    // A stream of the program whose members nobody can judge, around another one.
    private const string Head =
        """
        class Around(Stream inner) : Stream
        {
            readonly Stream _file = File.OpenRead("a");
            public Stream Inner => inner; public Stream Other => _file; public Stream Later { get; set; }
            public override bool CanRead => true; public override bool CanSeek => true; public override bool CanWrite => true; public override long Length => 0;
            public override long Position { get; set; }
            public override void Flush() { } public override long Seek(long o, SeekOrigin p) => 0; public override void SetLength(long v) { }
            public override int Read(byte[] b, int o, int n) => inner.Read(b, o, n);
            public override void Write(byte[] b, int o, int n) => inner.Write(b, o, n);
            public override Task WriteAsync(byte[] b, int o, int n, CancellationToken t) => inner.WriteAsync(b, o, n, t);
        }
        static Stream Connect() => null;
        static Task<Stream> ConnectAsync() => null;

        """;

    private const string Write = "await Task.Yield(); s.Write(b, 0, 1);";
    private const string Found = "await Task.Yield(); {|AIO103:s.Write(b, 0, 1)|};";

    private static Task AllRulesReport(string members, string types = "") => AllRules.Report(
        "using System.IO;\n" + Snippet.Members(Head + "static void Log(object e) => Console.WriteLine(e);\n" + members) + types);

    [Theory]
    [InlineData("Stream s; if (x) s = new MemoryStream(); else s = new MemoryStream(b); " + Write)]
    [InlineData("Stream s = null; s = new MemoryStream(); " + Write)]
    [InlineData("Stream s = Connect(); s = new MemoryStream(); " + Write)]
    [InlineData("Stream s; if (x) { s = Connect(); Log(s); } else { s = new MemoryStream(); try { " + Write + " } catch { s.Dispose(); throw; } }")]
    [InlineData("Stream s = x ? null : new BufferedStream(new MemoryStream()); s ??= new MemoryStream(); " + Write)]
    [InlineData("Stream s = x switch { true => new MemoryStream(), _ => throw new InvalidOperationException() }; " + Write)]
    [InlineData("Stream m = null; m = new MemoryStream(); Stream s = new System.IO.Compression.GZipStream(m, System.IO.Compression.CompressionMode.Compress, true); " + Write)]
    [InlineData("using Stream s = Stream.Synchronized(new MemoryStream()); " + Write)]
    [InlineData("Stream s = await Task.FromResult<Stream>(new MemoryStream()); " + Write)]
    [InlineData("var s = new Around(new MemoryStream()).Inner; " + Write)]
    [InlineData("using var r = new StreamReader(new MemoryStream()); var s = r.BaseStream; " + Write)]
    [InlineData("async Task Local(Stream s) { " + Write + " } await Local(new MemoryStream()); await Local(null);")]
    public Task LocalThatHoldsMemoryOnly_IsSilent(string lines) => AllRulesReport("static async Task M(byte[] b, bool x) { " + lines + " }");

    [Theory]
    [InlineData("Stream s; if (x) s = new MemoryStream(); else s = File.OpenRead(\"a\"); " + Found)]
    [InlineData("Stream s = new MemoryStream(); s = Connect(); " + Found)]
    [InlineData("Stream s = new MemoryStream(); if (x) { s = Connect(); } " + Found)]
    [InlineData("Stream s = new MemoryStream(); s = new MemoryStream(); while (x) { " + Found + " s = Connect(); }")]
    [InlineData("Stream s = null; s = new MemoryStream(); void Open() => s = Connect(); Open(); " + Found)]
    [InlineData("Stream s = null; s = new MemoryStream(); (s, x) = (Connect(), true); " + Found)]
    [InlineData("Stream s = null; s = new MemoryStream(); Open(out s); " + Found + " static void Open(out Stream o) => o = Connect();")]
    [InlineData("Stream s = null; s = new MemoryStream(); ref Stream r = ref s; r = Connect(); " + Found)]
    [InlineData("Stream s = x switch { true => new MemoryStream(), _ => Connect() }; " + Found)]
    [InlineData("Stream s = Stream.Synchronized(Connect()); " + Found)]
    [InlineData("var s = new Around(Connect()).Inner; " + Found)]
    [InlineData("var s = new Around(new MemoryStream()).Other; " + Found)]
    [InlineData("var s = new Around(new MemoryStream()).Later; " + Found)]
    [InlineData("async Task Local(Stream s) { " + Found + " } await Local(new MemoryStream()); await Local(Connect());")]
    [InlineData("async Task Local(Stream s) { " + Found + " } Func<Stream, Task> f = Local; await f(Connect()); await Local(new MemoryStream());")]
    public Task LocalThatMayHoldMore_IsReported(string lines) => AllRulesReport("static async Task M(byte[] b, bool x) { " + lines + " }");

    [Theory]
    [InlineData("private Stream s = new MemoryStream(); void Reset() => s = new MemoryStream(4); async Task M(byte[] b) { " + Write + " }")]
    [InlineData("private readonly Stream s; public C() { s = new MemoryStream(); } async Task M(byte[] b) { " + Write + " }")]
    [InlineData("private Stream s; void Open() => s ??= new MemoryStream(); void Close() { s?.Dispose(); s = null; } async Task M(byte[] b) { " + Write + " }")]
    [InlineData("private Stream _s = new MemoryStream(); Stream s => _s; async Task M(byte[] b) { " + Write + " }")]
    [InlineData("public Stream s { get; private set; } = new MemoryStream(); async Task M(byte[] b) { " + Write + " }")]
    [InlineData("public Stream s { get; } = new MemoryStream(); async Task M(byte[] b) { " + Write + " }")]
    public Task MemberThatHoldsMemoryOnly_IsSilent(string members) => AllRulesReport(members);

    [Theory]
    [InlineData("private Stream s = new MemoryStream(); void Reset() => s = File.OpenRead(\"a\"); async Task M(byte[] b) { " + Found + " }")]
    [InlineData("private Stream s = new MemoryStream(); void Reset(C other) => other.s = Connect(); async Task M(byte[] b) { " + Found + " }")]
    [InlineData("private Stream s = new MemoryStream(); class Inner { void Reset(C c) => c.s = Connect(); } async Task M(byte[] b) { " + Found + " }")]
    [InlineData("private Stream s = new MemoryStream(); static C Make() => new C { s = Connect() }; async Task M(byte[] b) { " + Found + " }")]
    [InlineData("private Stream s = new MemoryStream(); void Open(out Stream o) => o = Connect(); void Reset() => Open(out s); async Task M(byte[] b) { " + Found + " }")]
    [InlineData("private Stream s = new MemoryStream(); ref Stream All() => ref s; async Task M(byte[] b) { " + Found + " }")]
    [InlineData("public Stream s = new MemoryStream(); async Task M(byte[] b) { " + Found + " }")]
    [InlineData("public Stream s { get; set; } = new MemoryStream(); async Task M(byte[] b) { " + Found + " }")]
    [InlineData("public Stream s { get; init; } = new MemoryStream(); async Task M(byte[] b) { " + Found + " }")]
    [InlineData("public virtual Stream s { get; } = new MemoryStream(); async Task M(byte[] b) { " + Found + " }")]
    [InlineData("private Stream s; async Task M(byte[] b) { " + Found + " }")]
    public Task MemberThatMayHoldMore_IsReported(string members) => AllRulesReport(members);

    [Theory]
    [InlineData("async Task Put(Stream s, byte[] b) { " + Write + " } public async Task M(byte[] b) { await Put(new MemoryStream(), b); }")]
    [InlineData("async Task Put(byte[] b, Stream s = null) { " + Write + " } public async Task M(byte[] b) { await Put(s: new MemoryStream(), b: b); await Put(b); }")]
    [InlineData("async Task Put(Stream s, byte[] b) { " + Write + " } async Task Next(Stream m, byte[] b) { await Put(m, b); } public async Task M(byte[] b) { await Next(new MemoryStream(), b); }")]
    [InlineData("internal async Task Put(Stream s, byte[] b) { " + Write + " } class Other { public Task M(C c, byte[] b) => c.Put(new MemoryStream(), b); }")]
    [InlineData("abstract class Blob { internal Task M(byte[] b) => Put(new MemoryStream(), b); internal abstract Task Put(Stream s, byte[] b); } class Own : Blob { internal override async Task Put(Stream s, byte[] b) { " + Write + " } }")]
    public Task ParameterThatIsGivenMemoryOnly_IsSilent(string members) => AllRulesReport(members);

    [Theory]
    [InlineData("async Task Put(Stream s, byte[] b) { " + Found + " } public async Task M(byte[] b) { await Put(new MemoryStream(), b); await Put(Connect(), b); }")]
    [InlineData("async Task Put(Stream s, byte[] b) { s = Connect(); " + Found + " } public async Task M(byte[] b) { await Put(new MemoryStream(), b); }")]
    [InlineData("async Task Put(Stream s, byte[] b) { " + Found + " } public Func<Stream, byte[], Task> M(byte[] b) { Log(Put(new MemoryStream(), b).Id); return Put; }")]
    [InlineData("async Task Put(Stream s, byte[] b) { " + Found + " } public async Task M(Stream m, byte[] b) { await Put(m, b); }")]
    [InlineData("async Task Put(Stream s, byte[] b) { " + Found + " }")]
    public Task ParameterThatMayBeMore_IsReported(string members) => AllRulesReport(members);

    [Theory]
    [InlineData("public async Task Put(Stream s, byte[] b) { " + Found + " } public async Task M(byte[] b) { await Put(new MemoryStream(), b); }")]
    [InlineData("protected virtual async Task Put(Stream s, byte[] b) { " + Found + " } public async Task M(byte[] b) { await Put(new MemoryStream(), b); }")]
    public Task ParameterOfAPublicMethod_IsReported(string members) => AllRules.Report(
        "using System.IO;\nusing System.Threading.Tasks;\npublic class C { " + members + " }");

    // Another assembly may call internal members if the program names it as a friend.
    [Theory]
    [InlineData("internal async Task Put(Stream s, byte[] b) { " + Found + " } public async Task M(byte[] b) { await Put(new MemoryStream(), b); }")]
    [InlineData("private async Task Put(Stream s, byte[] b) { " + Write + " } public async Task M(byte[] b) { await Put(new MemoryStream(), b); }")]
    public Task ParameterOfAnAssemblyWithFriends(string members) => AllRules.Report(
        "using System.IO;\nusing System.Threading.Tasks;\n[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Other\")]\npublic class C { " + members + " }");

    // A test waits for its own doubles; nothing else does.
    [Theory]
    [InlineData("[Xunit.Fact] public async Task M() { using var r = new StreamReader(await ConnectAsync()); Log(r.ReadToEnd()); }")]
    [InlineData("[Xunit.Fact] public async Task M() { var s = Connect(); await Task.Yield(); s.Flush(); }")]
    public Task UnknownStreamInATest_IsSilent(string members) => AllRulesReport(members, "namespace Xunit { class FactAttribute : Attribute { } }");

    [Theory]
    [InlineData("public async Task M() { using var r = new StreamReader(await ConnectAsync()); Log({|AIO103:r.ReadToEnd()|}); }")]
    [InlineData("[Xunit.Fact] public async Task M(byte[] b) { var s = File.Create(\"a\"); {|AIO103:s.Write(b, 0, 1)|}; await s.DisposeAsync(); }")]
    [InlineData("[Xunit.Fact] public async Coroutine {|AIO455:M|}() { var s = Connect(); await Asyncio.Sleep(1); {|AIO103:s.Flush()|}; }")]
    public Task StreamThatWaitsInATest_IsReported(string members) => AllRulesReport(members, "namespace Xunit { class FactAttribute : Attribute { } }");
}
