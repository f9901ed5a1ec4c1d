using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>
/// In an IDE, and for <c>dotnet format</c>, the symbols of a referenced project have their source, but it is not part of the compilation.
/// </summary>
public sealed class ReferencedProjectTests
{
    private const string Library =
        """
        using System; using System.Collections.Generic; using System.IO; using System.Threading; using System.Threading.Tasks; using AsyncioSharp;
        public class Buffered(Stream inner) : Stream, IAsyncDisposable
        {
            public override bool CanRead => true; public override bool CanSeek => true; public override bool CanWrite => true; public override long Length => 0;
            public override long Position { get; set; }
            public override void Flush() => inner.Flush();
            public override int Read(byte[] b, int o, int n) => inner.Read(b, o, n);
            public override Task<int> ReadAsync(byte[] b, int o, int n, CancellationToken token) => inner.ReadAsync(b, o, n, token);
            public override long Seek(long o, SeekOrigin origin) => 0;
            public override void SetLength(long value) { }
            public override void Write(byte[] b, int o, int n) => inner.Write(b, o, n);
            public override async ValueTask DisposeAsync() { await inner.DisposeAsync(); await base.DisposeAsync(); }
            public static Stream Around(Stream inner) { return new Buffered(inner); }
        }
        public class Library
        {
            public int Total; public List<int> Items = new(); public readonly SemaphoreSlim Gate = new(1); readonly Lazy<int> lazy = new(() => Block());
            public int Lazy => lazy.Value; public bool IsUp { get { Gate.Wait(); try { return Total > 0; } finally { Gate.Release(); } } }
            public Library() { Block(); }
            public static int Block() { Thread.Sleep(1); return 1; }
            public static async Task<int> BlockAsync() { await Task.Delay(1); return 1; }
            public static async Task WaitAsync(int n) { await Task.Delay(n); }
            public static Task<int> ReadAsync(bool async) => async ? BlockAsync() : Task.FromResult(Block());
            public async Coroutine<int> Next() { await Asyncio.Sleep(1); return 1; }
            public virtual Coroutine<int> Virtual() => Next();
            public static async IAsyncEnumerable<int> All() { await Task.Delay(1); yield return 1; }
            public static IEnumerable<int> Some() { Thread.Sleep(1); yield return 1; }
        }
        """;

    private const string Application =
        """
        using System; using System.IO; using System.Linq; using System.Threading; using System.Threading.Tasks; using AsyncioSharp;
        class Application(Library library)
        {
            async Coroutine OnLoop(Stream s, byte[] b)
            {
                await Library.BlockAsync(); await Library.WaitAsync(3); await s.DisposeAsync(); await new Buffered(s).DisposeAsync(); await Library.ReadAsync(true);
                library.Total += await library.Next(); Use(library.IsUp, library.Lazy, new Library(), Library.Block());
                foreach (var n in library.Items) { await library.Virtual(); Use(n); }
                await foreach (var n in Library.All()) { Use(n); }
                foreach (var n in Library.Some()) { Use(n); }
            }
            async Task Plain(Stream s, byte[] b, CancellationToken token)
            {
                using var mine = new Buffered(s); mine.Write(b, 0, 1); using var made = Buffered.Around(mine); made.Write(b, 0, 1); var n = made.Read(b, 0, 1);
                library.Total = library.Total + await Library.BlockAsync(); Use(Library.ReadAsync(false).Result, Library.Some().Count(), n);
                await foreach (var m in Library.All().WithCancellation(token)) { Use(m); }
                Library.BlockAsync().Wait(); library.Items.ForEach(async m => await Library.WaitAsync(m));
            }
            sealed class Own(Stream s) : Buffered(s) { public async Task Copy(byte[] b) { await Task.Yield(); Write(b, 0, 1); Use(Read(b, 0, 1)); } }
            static void Use(params object[] values) => GC.KeepAlive(values);
        }
        """;

    [Fact]
    public async Task NoRuleBindsTheSourceOfAnotherProject()
    {
        var library = Compile("Library", Library, []);
        var application = Compile("Application", Application, [library.ToMetadataReference()]);
        Assert.Empty(application.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.ToString()));

        var found = await application.WithAnalyzers([.. RuleCatalog.Analyzers]).GetAnalyzerDiagnosticsAsync();

        Assert.Empty(found.Where(static d => d.Id == "AD0001").Select(static d => d.ToString()));
        Assert.Contains(found, static d => d.Id == "AIO107");
        Assert.Contains(found, static d => d.Id == "AIO103");
        Assert.Contains(found, static d => d.Id == "AIO102");
    }

    // The code of a stream of a library is not there when it is built: what it holds, and whether its counterparts wait, is unknown. An IDE, which
    // has the source of a referenced project, has to say the same.
    private const string Streams =
        """
        using System; using System.IO; using System.Threading; using System.Threading.Tasks;
        public abstract class Plain : Stream
        {
            public override bool CanRead => true; public override bool CanSeek => true; public override bool CanWrite => true; public override long Length => 0;
            public override long Position { get; set; }
            public override void Flush() { } public override int Read(byte[] b, int o, int n) => 0; public override long Seek(long o, SeekOrigin origin) => 0;
            public override void SetLength(long value) { } public override void Write(byte[] b, int o, int n) { }
        }
        public class Inherits : Plain { }
        public class InheritsTwice : Inherits { public override void Write(byte[] b, int o, int n) { } }
        public class Handle : Plain { int handle = 1; public override Task WriteAsync(byte[] b, int o, int n, CancellationToken t) => Task.FromResult(handle); }
        """;

    private const string Users =
        """
        using System; using System.IO; using System.Threading; using System.Threading.Tasks;
        class Own : Handle { int more; public int More() => more; }
        class OwnInherits : Inherits { int more; public int More() => more; }
        class OwnCounterpart : Inherits { public override Task WriteAsync(byte[] b, int o, int n, CancellationToken t) => Task.Delay(1, t); }
        class Users
        {
            async Task NoCounterpart(Inherits s, byte[] b) { await Task.Yield(); s.Write(b, 0, 1); }
            async Task NoCounterpart(InheritsTwice s, byte[] b) { await Task.Yield(); s.Write(b, 0, 2); }
            async Task NoCounterpart(OwnInherits s, byte[] b) { await Task.Yield(); s.Write(b, 0, 3); }
            async Task Unknown(Handle s, byte[] b) { await Task.Yield(); s.Write(b, 0, 4); }
            async Task Unknown(Own s, byte[] b) { await Task.Yield(); s.Write(b, 0, 5); }
            async Task Unknown(OwnCounterpart s, byte[] b) { await Task.Yield(); s.Write(b, 0, 6); }
        }
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StreamOfALibrary_IsNoBuffer_AndACounterpartThatItInheritsIsNone(bool isInTheIde)
    {
        var library = Compile("Streams", Streams, []);
        var users = Compile("Users", Users, [isInTheIde ? library.ToMetadataReference() : Built(library)]);
        Assert.Empty(users.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.ToString()));

        var found = await users.WithAnalyzers([new AsyncCounterpartAnalyzer()]).GetAnalyzerDiagnosticsAsync();

        Assert.Equal(
            ["s.Write(b, 0, 4)", "s.Write(b, 0, 5)", "s.Write(b, 0, 6)"],
            found.Where(static d => d.Id == "AIO103").Select(static d => d.Location.SourceTree!.GetText().ToString(d.Location.SourceSpan)).Order());
    }

    // A provider hides members of its base type with more precisely typed ones. In the program itself, a new member is unrelated.
    private const string Provider =
        """
        using System.Data; using System.Data.Common; using System.Threading; using System.Threading.Tasks;
        public abstract class ProviderConnection : DbConnection
        {
            public new DbTransaction BeginTransaction() => base.BeginTransaction();
            public new ValueTask<DbTransaction> BeginTransactionAsync(CancellationToken token = default) => base.BeginTransactionAsync(token);
        }
        """;

    private const string ProviderUsers =
        """
        using System.Data.Common; using System.Threading.Tasks;
        abstract class OwnConnection : DbConnection { public new DbTransaction BeginTransaction() => null!; }
        class Users
        {
            async Task Use(ProviderConnection c) { await Task.Yield(); c.BeginTransaction(); }
            async Task Use(OwnConnection own) { await Task.Yield(); own.BeginTransaction(); }
        }
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task MemberThatHidesOneOfTheTable_CountsInALibrary_WithAndWithoutItsSource(bool isInTheIde)
    {
        var library = Compile("Provider", Provider, []);
        var users = Compile("Users", ProviderUsers, [isInTheIde ? library.ToMetadataReference() : Built(library)]);
        Assert.Empty(users.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.ToString()));

        var found = await users.WithAnalyzers([new AsyncCounterpartAnalyzer()]).GetAnalyzerDiagnosticsAsync();

        Assert.Equal("c.BeginTransaction()", Assert.Single(found.Select(static d => d.Location.SourceTree!.GetText().ToString(d.Location.SourceSpan))));
    }

    private static MetadataReference Built(CSharpCompilation library)
    {
        using var image = new MemoryStream();
        Assert.True(library.Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    private static CSharpCompilation Compile(string name, string source, MetadataReference[] more) => CSharpCompilation.Create(
        name, [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview), path: name + ".cs")],
        [.. TestReferences.All, .. more], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
}
