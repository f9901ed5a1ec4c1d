using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.AsyncCounterpartAnalyzer, AsyncioSharp.CodeFixes.AsyncCounterpartFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class AsyncCounterpartTests
{
    private const string Usings = "using System.Data.Common;\nusing System.Diagnostics;\nusing System.IO;\nusing System.Net;\nusing System.Net.Mail;\nusing System.Net.NetworkInformation;\nusing System.Net.Sockets;\nusing System.Security.Cryptography;\nusing System.Text.Json;\nusing System.Xml.Linq;\n";

    private static string In(string lines, string signature = "async Coroutine M") => Usings + Snippet.Members(
        $"{signature}(Stream s, StreamReader r, StreamWriter w, byte[] b, Socket k, SemaphoreSlim e, DbDataReader rows, DbCommand command)\n{{\n{lines}\nawait F();\n}}\nStreamReader Open() => null; readonly TextWriter inMemory = new StringWriter();");

    private static Task Fix(string line, string replacement) => Verify.Fix(In(line), In(replacement));

    private static Task Unfixable(string line) => Verify.Unfixable(In(line));

    private static Task Silent(string line) => Verify.Silent(In(line));

    [Theory]
    [InlineData("var x = {|AIO103:File.ReadAllText(\"a\")|};", "var x = await File.ReadAllTextAsync(\"a\", Asyncio.CurrentToken);")]
    [InlineData("{|AIO103:File.WriteAllLines(\"a\", new[] { \"b\" })|};", "await File.WriteAllLinesAsync(\"a\", new[] { \"b\" }, Asyncio.CurrentToken);")]
    [InlineData("var x = {|AIO103:r.ReadLine()|};", "var x = await r.ReadLineAsync(Asyncio.CurrentToken);")]
    [InlineData("{|AIO103:w.WriteLine(\"a\")|};", "await w.WriteLineAsync(\"a\");")]
    [InlineData("{|AIO103:s.Flush()|};", "await s.FlushAsync(Asyncio.CurrentToken);")]
    [InlineData("var x = {|AIO103:s.Read(b, 0, 1)|};", "var x = await s.ReadAsync(b, 0, 1, Asyncio.CurrentToken);")]
    [InlineData("{|AIO103:s.CopyTo(s)|};", "await s.CopyToAsync(s, Asyncio.CurrentToken);")]
    [InlineData("{|AIO103:new MemoryStream(b).CopyTo(s)|};", "await new MemoryStream(b).CopyToAsync(s);")]
    [InlineData("var x = {|AIO103:Dns.GetHostEntry(\"a\")|};", "var x = await Dns.GetHostEntryAsync(\"a\", Asyncio.CurrentToken);")]
    [InlineData("{|AIO103:e.Wait()|};", "await e.WaitAsync(Asyncio.CurrentToken);")]
    [InlineData("if ({|AIO103:e.Wait(100)|}) { }", "if (await e.WaitAsync(100, Asyncio.CurrentToken)) { }")]
    [InlineData("while ({|AIO103:rows.Read()|}) { }", "while (await rows.ReadAsync(Asyncio.CurrentToken)) { }")]
    [InlineData("using var x = {|AIO103:command.ExecuteReader()|};", "using var x = await command.ExecuteReaderAsync(Asyncio.CurrentToken);")]
    [InlineData("var x = {|AIO103:SHA256.HashData(s)|};", "var x = await SHA256.HashDataAsync(s, Asyncio.CurrentToken);")]
    [InlineData("using var x = {|AIO103:JsonDocument.Parse(s)|};", "using var x = await JsonDocument.ParseAsync(s, cancellationToken: Asyncio.CurrentToken);")]
    public Task SameName_IsAwaited(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("var x = {|AIO103:new Ping().Send(\"a\")|};", "var x = await new Ping().SendPingAsync(\"a\");")]
    [InlineData("{|AIO103:new SmtpClient().Send(new MailMessage())|};", "await new SmtpClient().SendMailAsync(new MailMessage(), Asyncio.CurrentToken);")]
    [InlineData("var x = {|AIO103:XDocument.Load(s)|};", "var x = await XDocument.LoadAsync(s, LoadOptions.None, Asyncio.CurrentToken);")]
    [InlineData("var x = {|AIO103:XElement.Load(s, LoadOptions.SetBaseUri)|};", "var x = await XElement.LoadAsync(s, LoadOptions.SetBaseUri, Asyncio.CurrentToken);")]
    [InlineData("{|AIO103:new XDocument().Save(s)|};", "await new XDocument().SaveAsync(s, SaveOptions.None, Asyncio.CurrentToken);")]
    public Task P11_AnotherNameOrAToken(string line, string replacement) => Fix(line, replacement);

    [Fact]
    public Task P11_WebClient() => Verify.Fix(
        "#pragma warning disable SYSLIB0014\n" + In("var x = {|AIO103:new WebClient().DownloadString(\"u\")|};"),
        "#pragma warning disable SYSLIB0014\n" + In("var x = await new WebClient().DownloadStringTaskAsync(\"u\");"));

    [Theory]
    [InlineData("async Task M(Stream s, CancellationToken stop) { var x = {|AIO103:XDocument.Load(s)|}; await F(); }", "async Task M(Stream s, CancellationToken stop) { var x = await XDocument.LoadAsync(s, LoadOptions.None, stop); await F(); }")]
    [InlineData("async Task M(Stream s) { var x = {|AIO103:XDocument.Load(s)|}; await F(); }", "async Task M(Stream s) { var x = await XDocument.LoadAsync(s, LoadOptions.None, CancellationToken.None); await F(); }")]
    public Task P11_TokenThatIsAtHand(string member, string replacement) => Verify.Fix(Usings + Snippet.Members(member), Usings + Snippet.Members(replacement));

    [Theory]
    [InlineData("{|AIO153:w.WriteLine(1)|};")]
    [InlineData("Use({|AIO153:s.Read(stackalloc byte[4])|});")]
    [InlineData("using var p = new Process(); Use({|AIO153:p.WaitForExit(5)|});")]
    [InlineData("EndPoint from = null; Use({|AIO153:k.ReceiveFrom(b, ref from)|});")]
    [InlineData("Use({|AIO153:File.ReadLines(\"a\")|}.Count());")]
    public Task P12_D32_D34_CounterpartThatDoesNotFit(string line) => Unfixable(line);

    [Theory]
    [InlineData("var x = {|AIO103:r.ReadToEnd()|}.Trim().Length;", "var x = (await r.ReadToEndAsync(Asyncio.CurrentToken)).Trim().Length;")]
    [InlineData("var x = {|AIO103:r.ReadLine()|}[0];", "var x = (await r.ReadLineAsync(Asyncio.CurrentToken))[0];")]
    [InlineData("var x = int.Parse({|AIO103:r.ReadLine()|}.Trim()) + {|AIO103:r.ReadToEnd()|}.Length;", "var x = int.Parse((await r.ReadLineAsync(Asyncio.CurrentToken)).Trim()) + (await r.ReadToEndAsync(Asyncio.CurrentToken)).Length;")]
    [InlineData("{|AIO103:File.WriteAllText(\"a\", {|AIO103:File.ReadAllText(\"b\")|})|};", "await File.WriteAllTextAsync(\"a\", await File.ReadAllTextAsync(\"b\", Asyncio.CurrentToken), Asyncio.CurrentToken);")]
    public Task D01_D03_D45_ParenthesesAndChains(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("{|AIO103:s?.Flush()|};", "if (s is not null) await s.FlushAsync(Asyncio.CurrentToken);")]
    [InlineData("{|AIO103:Open()?.ReadLine()|};", "if (Open() is { } open) await open.ReadLineAsync(Asyncio.CurrentToken);")]
    [InlineData("var x = {|AIO103:r?.ReadLine()|};", "var x = r is null ? null : await r.ReadLineAsync(Asyncio.CurrentToken);")]
    [InlineData("var x = {|AIO103:s?.Read(b, 0, 1)|};", "var x = s is null ? (int?)null : await s.ReadAsync(b, 0, 1, Asyncio.CurrentToken);")]
    public Task D04_D05_ConditionalAccess(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("while (!{|AIO103:r.EndOfStream|}) { var line = r.ReadLine(); Use(line); }", "while (await r.ReadLineAsync(Asyncio.CurrentToken) is { } line) { Use(line); }")]
    [InlineData("while (!{|AIO103:r.EndOfStream|})\n{\n    string line = r.ReadLine();\n\n    Use(line + {|AIO103:r.ReadToEnd()|}); // all\n}", "while (await r.ReadLineAsync(Asyncio.CurrentToken) is { } line)\n{\n\n    Use(line + await r.ReadToEndAsync(Asyncio.CurrentToken)); // all\n}")]
    public Task D44_LinesUntilTheEnd(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("while (!{|AIO103:r.EndOfStream|})\n{\n    var line = r.ReadLine();\n    Use(line);\n}", "while (await r.ReadLineAsync(Asyncio.CurrentToken) is { } line)\n{\n    Use(line);\n}")]
    public Task D44_InAFunctionThatBecomesAsync(string line, string replacement) => Verify.Fix(
        Usings + Snippet.Members($"Coroutine M(StreamReader r)\n{{\n{line}\nreturn default;\n}}"), Usings + Snippet.Members($"async Coroutine M(StreamReader r)\n{{\n{replacement}\n}}"));

    [Theory]
    [InlineData("if ({|AIO153:r.EndOfStream|}) { }")]
    [InlineData("if (r?{|AIO153:.EndOfStream|} == true) { }")]
    [InlineData("lock (gate) { while (!{|AIO153:r.EndOfStream|}) { var line = {|AIO153:r.ReadLine()|}; } }")]
    public Task D44_AnyOtherShape(string line) => Unfixable(line);

    [Fact]
    public Task D44_CommentsOfTheLineStay() => Fix(
        "while (!{|AIO153:r.EndOfStream|}) { var line = {|AIO103:r.ReadLine()|}; /* a */ }", "while (!{|AIO153:r.EndOfStream|}) { var line = await r.ReadLineAsync(Asyncio.CurrentToken); /* a */ }");

    [Theory]
    [InlineData("foreach (var i in {|AIO103:items.ToBlockingEnumerable()|}) { }", "await foreach (var i in items.WithCancellation(stop)) { }")]
    [InlineData("foreach (var i in {|AIO103:Items().ToBlockingEnumerable(stop)|}) { }", "await foreach (var i in Items().WithCancellation(stop)) { }")]
    [InlineData("var i = {|AIO103:block.Receive()|};", "var i = await block.ReceiveAsync(stop);")]
    public Task SequencesAndBlocks(string line, string replacement) => Verify.Fix(Sequences(line), Sequences(replacement));

    [Fact]
    public Task SequenceOutsideOfALoop() => Verify.Says(
        Sequences("Use({|#0:items.ToBlockingEnumerable()|}.Count());"),
        "AIO153",
        "'TaskAsyncEnumerableExtensions.ToBlockingEnumerable' blocks the event loop, and 'await foreach' does not take its place as it stands: rewrite it, or move it into 'Asyncio.ToThread'");

    [Theory]
    [InlineData("var x = {|AIO103:s.Read(b.AsSpan(0, 4))|};", "var x = await s.ReadAsync(b.AsMemory(0, 4), Asyncio.CurrentToken);")]
    [InlineData("{|AIO103:s.Write(b.AsSpan())|};", "await s.WriteAsync(b.AsMemory(), Asyncio.CurrentToken);")]
    [InlineData("{|AIO103:s.ReadExactly(b.AsSpan(/* from */ 1))|};", "await s.ReadExactlyAsync(b.AsMemory(/* from */ 1), Asyncio.CurrentToken);")]
    [InlineData("{|AIO103:w.Write(\"abc\".AsSpan(1))|};", "await w.WriteAsync(\"abc\".AsMemory(1), Asyncio.CurrentToken);")]
    public Task D34_SpansOfArraysBecomeMemory(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("TextWriter text = w; {|AIO103:text.Write('a')|};", "TextWriter text = w; await text.WriteAsync('a');")]
    public Task WriterOfUnknownKind(string line, string replacement) => Fix(line, replacement);

    [Fact]
    public Task D12_TypeArgumentsStay() => Fix("var x = {|AIO103:JsonSerializer.Deserialize<int>(s)|};", "var x = await JsonSerializer.DeserializeAsync<int>(s, cancellationToken: Asyncio.CurrentToken);");

    [Fact]
    public Task D13_NamesWithoutUsings() => Verify.Fix(
        "class C { async AsyncioSharp.Coroutine M(System.IO.Stream s) { var x = {|AIO103:System.Xml.Linq.XDocument.Load(s)|}; } }",
        "class C { async AsyncioSharp.Coroutine M(System.IO.Stream s) { var x = await System.Xml.Linq.XDocument.LoadAsync(s, System.Xml.Linq.LoadOptions.None, AsyncioSharp.Asyncio.CurrentToken); } }");

    [Fact]
    public Task D14_D15_CommentsAndNamesStay() => Fix(
        "/* a */ {|AIO103:File /* b */ .ReadAllText(path: /* c */ \"x\" /* d */)|} /* e */; // f".Replace("/* a */ ", "/* a */ var x = "),
        "/* a */ var x = await File /* b */ .ReadAllTextAsync(path: /* c */ \"x\" /* d */, cancellationToken: Asyncio.CurrentToken) /* e */; // f");

    [Fact]
    public Task D43_LinesOfAFile() => Fix(
        "// all\nforeach (var line in {|AIO103:File.ReadLines(\"a\")|})\n{\nUse(line);\n}",
        "// all\nawait foreach (var line in File.ReadLinesAsync(\"a\", Asyncio.CurrentToken))\n{\nUse(line);\n}");

    [Theory]
    [InlineData("lock (gate) { {|AIO153:s.Flush()|}; }")]
    [InlineData("new List<Stream>().ForEach(x => {|AIO153:x.Flush()|});")]
    [InlineData("Span<byte> span = b; {|AIO153:s.Flush()|}; span[0] = 1;")]
    [InlineData("lock (gate) { foreach (var line in {|AIO153:File.ReadLines(\"a\")|}) { } }")]
    public Task P07_P08_AwaitIsIllegal(string line) => Unfixable(line);

    [Fact]
    public Task P13_CoroutineWithoutAsync() => Verify.Fix(
        Usings + Snippet.Members("Coroutine M(Stream s) { {|AIO103:s.Flush()|}; return Coroutine.Completed; }"),
        Usings + Snippet.Members("async Coroutine M(Stream s) { await s.FlushAsync(Asyncio.CurrentToken); }"));

    [Fact]
    public Task UsingStatic_IsSeen() => Verify.Fix(
        "using AsyncioSharp;\nusing static System.IO.File;\nclass C { async Coroutine M() { var x = {|AIO103:ReadAllText(\"a\")|}; } }",
        "using AsyncioSharp;\nusing static System.IO.File;\nclass C { async Coroutine M() { var x = await ReadAllTextAsync(\"a\", Asyncio.CurrentToken); } }");

    [Theory]
    [InlineData("await Task.Run(() => r.ReadLine());")]
    [InlineData("await Asyncio.ToThread(() => File.ReadAllText(\"a\"));")]
    [InlineData("Func<string> f = () => r.ReadLine(); Use(f);")]
    [InlineData("Expression<Func<string>> f = () => r.ReadLine();")]
    public Task N02_N05_N16_N39_NotOnTheLoop(string line) => Silent(line);

    [Theory]
    [InlineData("if (e.Wait(0)) { }")]
    [InlineData("if (e.Wait(TimeSpan.Zero)) { }")]
    public Task N18_Probe(string line) => Silent(line);

    [Theory]
    [InlineData("Use(new MemoryStream(b).Read(b, 0, 1));")]
    [InlineData("Use(new StringReader(\"a\").ReadLine());")]
    [InlineData("var sw = new StringWriter(); sw.Write(\"x\");")]
    [InlineData("Stream m = new MemoryStream(); m.Write(b, 0, 1); m.Flush();")]
    [InlineData("using var m = new StreamReader(new MemoryStream(b)); Use(m.ReadToEnd());")]
    [InlineData("using var m = new MemoryStream(b); using var z = new System.IO.Compression.GZipStream(m, System.IO.Compression.CompressionMode.Compress); z.Write(b, 0, 1);")]
    [InlineData("Stream.Null.Flush();")]
    [InlineData("inMemory.Write(\"x\"); Use(new StringReader(\"a\").Peek());")]
    [InlineData("using var m = new MemoryStream(b); Use(JsonSerializer.Deserialize<int>(m));")]
    public Task N19_InMemory(string line) => Silent(line);

    [Theory]
    [InlineData("Use(rows.IsDBNull(0)); Use(rows.GetFieldValue<int>(0));")]
    [InlineData("using var x = System.Xml.XmlReader.Create(s); x.Read();")]
    [InlineData("using var c = new CancellationTokenSource(); c.Cancel(); c.Token.Register(() => { }).Dispose();")]
    [InlineData("Console.Out.WriteLine(\"x\"); Console.Error.Write(1); Console.WriteLine();")]
    [InlineData("Use(JsonSerializer.Serialize(1)); Use(SHA256.HashData(b)); Use(JsonDocument.Parse(\"1\"));")]
    public Task N20_N23_N25_N26_N27_N34_N93_N95(string line) => Silent(line);

    [Theory]
    [InlineData("class D : MemoryStream { public override async Task FlushAsync(CancellationToken c) { base.Flush(); Flush(); await Task.Yield(); } }")]
    [InlineData("abstract class D : Stream { public override async Task FlushAsync(CancellationToken c) { Flush(); await Task.Yield(); } }")]
    [InlineData("abstract class D : Stream { public int Read() => 0; async Task M() { Use2(Read()); await Task.Yield(); } void Use2(int n) { } }")]
    [InlineData("void Save() { } async Coroutine SaveAsync() { Save(); await F(); }")]
    public Task N28_N97_N29_OwnMembers(string member) => Verify.Silent(Usings + Snippet.Members(member));

    [Fact]
    public Task N33_Sqlite() => Verify.Silent(
        Usings + "namespace Microsoft.Data.Sqlite { abstract class SqliteConnection : DbConnection { } }\n" +
        "class C { async AsyncioSharp.Coroutine M(Microsoft.Data.Sqlite.SqliteConnection c) { c.Open(); } }");

    [Fact]
    public Task N36_Queries() => Verify.Fix(Queries("{|AIO103:q.ToList()|}", "{|AIO103:q.First()|}"), Queries("await q.ToListAsync()", "await q.FirstAsync()"));

    [Theory]
    [InlineData("if (async) { await s.FlushAsync(); } else { s.Flush(); }")]
    [InlineData("if (!async) { s.Flush(); return; } await s.FlushAsync();")]
    public Task N90_ModeFlag(string line) => Verify.Silent(Usings + Snippet.Members($"async Coroutine M(Stream s, bool async) {{ {line} }}"));

    // A socket that is not used again is only shut down.
    [Fact]
    public Task DisconnectForGood_IsSilent() => Verify.Silent(
        Snippet.Members("async Task M(System.Net.Sockets.Socket s) { await Task.Yield(); s.Disconnect(false); s.Disconnect(reuseSocket: false); }"));

    [Theory]
    [InlineData("true")]
    [InlineData("again")]
    public Task DisconnectForAnotherUse_IsFixed(string again) => Verify.Fix(
        Snippet.Members("async Task M(System.Net.Sockets.Socket s, bool again) { await Task.Yield(); {|AIO103:s.Disconnect(" + again + ")|}; }"),
        Snippet.Members("async Task M(System.Net.Sockets.Socket s, bool again) { await Task.Yield(); await s.DisconnectAsync(" + again + "); }"));

    [Fact]
    public Task Message_NamesTheCounterpart() => Verify.Says(
        In("Use({|#0:r.ReadToEnd()|}.Trim());"), "AIO103", "'StreamReader.ReadToEnd' blocks the event loop: write 'await r.ReadToEndAsync()'");

    [Fact]
    public Task UnfixableMessage_NamesTheReason() => Verify.Says(
        In("{|#0:w.WriteLine(1)|};"),
        "AIO153",
        "'StreamWriter.WriteLine' blocks the event loop, and 'WriteLineAsync' does not take its place as it stands: rewrite it, or move it into 'Asyncio.ToThread'");

    // The provider of a query is known by the methods that it brings.
    private static string Queries(string list, string first) =>
        $$"""
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;
        using AsyncioSharp;
        using Orm;

        class C
        {
            async Coroutine M(IQueryable<int> q, List<int> xs)
            {
                var a = {{list}};
                var b = {{first}};
                var c = xs.ToList().First() + xs.AsEnumerable().ToArray().Length;
                await Task.Yield();
            }
        }

        namespace Orm
        {
            static class OrmQueryableExtensions
            {
                public static Task<List<T>> ToListAsync<T>(this IQueryable<T> source) => null;
                public static Task<T> FirstAsync<T>(this IQueryable<T> source) => null;
            }
        }

        """;

    private static string Sequences(string line) => "using System.Threading.Tasks.Dataflow;\n" + Snippet.Members(
        $"async Coroutine M(IAsyncEnumerable<int> items, BufferBlock<int> block, CancellationToken stop) {{ {line} await F(); }} IAsyncEnumerable<int> Items() => null;");

    [Theory]
    [InlineData("Use(new[] { \"a\" }.Select({|AIO153:System.IO.File.ReadAllText|}).ToList());")]
    [InlineData("foreach (var text in new[] { \"a\" }.Select({|AIO153:System.IO.File.ReadAllText|})) Use(text);")]
    [InlineData("new List<string>().ForEach({|AIO153:new System.IO.StreamWriter(\"a\").Write|});")]
    [InlineData("Func<string, string> read = {|AIO153:System.IO.File.ReadAllText|}; Use(read(\"a\"));")]
    [InlineData("Func<string, string> read = {|AIO153:System.IO.File.ReadAllText|}; Use(new[] { \"a\" }.Select(read).ToArray());")]
    public Task MethodGroup(string line) => Verify.Unfixable(Snippet.Coroutine(line + "\nawait t;"));

    [Theory]
    [InlineData("Use(new[] { \"a\" }.Select(System.IO.File.ReadAllText));")]
    [InlineData("await Task.Run(() => new[] { \"a\" }.Select(System.IO.File.ReadAllText).ToList());")]
    [InlineData("Func<string, string> read = System.IO.File.ReadAllText; await Task.Run(() => read(\"a\"));")]
    [InlineData("Func<string, string> read = System.IO.File.ReadAllText; Use(read);")]
    [InlineData("new List<string>().ForEach(new System.IO.StringWriter().Write);")]
    [InlineData("Use(nameof(System.IO.File.ReadAllText)); Use(new[] { 1.0 }.Select(Math.Sqrt).ToList());")]
    public Task MethodGroup_RunsElsewhere(string line) => Verify.Silent(Snippet.Coroutine(line + "\nawait t;"));

    [Fact]
    public Task MethodGroup_Message() => Verify.Says(
        Snippet.Coroutine("Use(new[] { \"a\" }.Select({|#0:System.IO.File.ReadAllText|}).ToList()); await t;"), "AIO153",
        "'File.ReadAllText' blocks the event loop, and a method group cannot await: write a loop that awaits 'ReadAllTextAsync'");
}
