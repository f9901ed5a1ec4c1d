using Verify = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.NoCounterpartAnalyzer, AsyncioSharp.CodeFixes.NoCounterpartFix>;

namespace AsyncioSharp.Analyzers.Tests.Rules;

public sealed class NoCounterpartTests
{
    private static string In(string lines) => "using System.IO;\nusing System.Xml.Serialization;\n" + Snippet.Members($"async Coroutine M(List<int> xs, Stream s, XmlSerializer z, DriveInfo drive)\n{{\n{lines}\nawait F();\n}}");

    private static Task Fix(string line, string replacement) => Verify.Fix(In(line), In(replacement));

    private static Task Unfixable(string line) => Verify.Unfixable(In(line));

    private static Task Silent(string line) => Verify.Silent(In(line));

    [Theory]
    [InlineData("var line = {|AIO105:Console.ReadLine()|};", "var line = await Asyncio.ToThread(() => Console.ReadLine());")]
    [InlineData("{|AIO105:Console.ReadKey()|};", "await Asyncio.ToThread(() => Console.ReadKey());")]
    [InlineData("{|AIO105:Parallel.ForEach(xs, x => Use(x))|};", "await Asyncio.ToThread(() => Parallel.ForEach(xs, x => Use(x)));")]
    [InlineData("{|AIO105:Parallel.For(0, 10, i => { })|};", "await Asyncio.ToThread(() => Parallel.For(0, 10, i => { }));")]
    [InlineData("{|AIO105:GC.WaitForPendingFinalizers()|};", "await Asyncio.ToThread(() => GC.WaitForPendingFinalizers());")]
    [InlineData("{|AIO105:z.Serialize(s, xs)|};", "await Asyncio.ToThread(() => z.Serialize(s, xs));")]
    [InlineData("{|AIO105:z?.Serialize(s, xs)|};", "if (z is not null) await Asyncio.ToThread(() => z.Serialize(s, xs));")]
    public Task P10_InCoroutine_MovesToAThread(string line, string replacement) => Fix(line, replacement);

    [Fact]
    public Task VariablesOfALambdaMoveWithIt() => Fix(
        "{|AIO105:Parallel.ForEach(xs, x => { int.TryParse(\"1\", out var y); Use(x + y); })|};",
        "await Asyncio.ToThread(() => Parallel.ForEach(xs, x => { int.TryParse(\"1\", out var y); Use(x + y); }));");

    [Theory]
    [InlineData("Use({|AIO105:Console.ReadLine()|}.Trim().Length);", "Use((await Asyncio.ToThread(() => Console.ReadLine())).Trim().Length);")]
    [InlineData("Use(int.Parse({|AIO105:Console.ReadLine()|}) + {|AIO105:Console.Read()|});", "Use(int.Parse(await Asyncio.ToThread(() => Console.ReadLine())) + await Asyncio.ToThread(() => Console.Read()));")]
    [InlineData("{|AIO105:Parallel.For(0, Console.Read(), i => { })|};", "await Asyncio.ToThread(() => Parallel.For(0, Console.Read(), i => { }));")]
    public Task D01_D03_PlacesAndNests(string line, string replacement) => Fix(line, replacement);

    [Fact]
    public Task InPlainAsyncMethod_IsTaskRun() => Verify.Fix(
        Snippet.Members("async Task M() { Use({|AIO105:Console.ReadLine()|}); await Task.Yield(); }"),
        Snippet.Members("async Task M() { Use(await Task.Run(() => Console.ReadLine())); await Task.Yield(); }"));

    [Fact]
    public Task D13_NamesWithoutUsings() => Verify.Fix(
        "class C { async AsyncioSharp.Coroutine M() { {|AIO105:System.Console.ReadKey()|}; } async System.Threading.Tasks.Task N() { {|AIO105:System.Console.ReadKey()|}; } }",
        "class C { async AsyncioSharp.Coroutine M() { await AsyncioSharp.Asyncio.ToThread(() => System.Console.ReadKey()); } async System.Threading.Tasks.Task N() { await System.Threading.Tasks.Task.Run(() => System.Console.ReadKey()); } }");

    [Fact]
    public Task P13_CoroutineWithoutAsync() => Verify.Fix(
        Snippet.Members("Coroutine M() { {|AIO105:Console.ReadKey()|}; return default; }"),
        Snippet.Members("async Coroutine M() { await Asyncio.ToThread(() => Console.ReadKey()); }"));

    [Theory]
    [InlineData("var all = {|AIO105:xs.AsParallel().Select(i => i + 1).ToArray()|};", "var all = await Asyncio.ToThread(() => xs.AsParallel().Select(i => i + 1).ToArray());")]
    [InlineData("{|AIO105:xs.AsParallel().ForAll(i => { })|};", "await Asyncio.ToThread(() => xs.AsParallel().ForAll(i => { }));")]
    [InlineData("Use({|AIO105:xs.AsParallel().Sum()|} + xs.Sum());", "Use(await Asyncio.ToThread(() => xs.AsParallel().Sum()) + xs.Sum());")]
    [InlineData("using var x = {|AIO105:System.Xml.XmlReader.Create(\"a\")|};", "using var x = await Asyncio.ToThread(() => System.Xml.XmlReader.Create(\"a\"));")]
    [InlineData("var x = {|AIO105:System.Xml.Linq.XDocument.Load(\"a\")|};", "var x = await Asyncio.ToThread(() => System.Xml.Linq.XDocument.Load(\"a\"));")]
    [InlineData("{|AIO105:new System.Xml.XmlDocument().Load(s)|};", "await Asyncio.ToThread(() => new System.Xml.XmlDocument().Load(s));")]
    [InlineData("var text = {|AIO105:Console.In.ReadToEnd()|};", "var text = await Asyncio.ToThread(() => Console.In.ReadToEnd());")]
    public Task QueriesAddressesAndTheConsole(string line, string replacement) => Fix(line, replacement);

    [Theory]
    [InlineData("lock (gate) { {|AIO155:Console.ReadLine()|}; }")]
    [InlineData("xs.ForEach(x => {|AIO155:Console.ReadLine()|});")]
    [InlineData("{|AIO155:Parallel.For(0, await V(), i => { })|};")]
    public Task P07_P08_CannotMove(string line) => Unfixable(line);

    [Theory]
    [InlineData("await Asyncio.ToThread(() => Console.ReadLine());")]
    [InlineData("Console.WriteLine(1); Console.Write(2); Console.Error.WriteLine(3);")]
    [InlineData("z.Serialize(new MemoryStream(), xs); z.Serialize(new StringWriter(), xs);")]
    [InlineData("GC.Collect();")]
    [InlineData("using var x = System.Xml.XmlReader.Create(s); new System.Xml.XmlDocument().Load(new StringReader(\"<a/>\")); Use(drive.TotalSize); Use(xs.AsParallel().Select(i => i));")]
    [InlineData("File.Copy(\"a\", \"b\"); Use(File.Exists(\"a\")); Directory.CreateDirectory(\"a\");")]
    public Task N05_N27_Silent(string line) => Silent(line);

    [Fact]
    public Task FileMetadata_IsReportedOnRequest() => FixWithFiles("{|AIO105:File.Copy(\"a\", \"b\")|};", "await Asyncio.ToThread(() => File.Copy(\"a\", \"b\"));");

    [Theory]
    [InlineData("var n = {|AIO105:drive.AvailableFreeSpace|};", "var n = await Asyncio.ToThread(() => drive.AvailableFreeSpace);")]
    [InlineData("Use({|AIO105:new FileInfo(\"a\").Length|}.ToString());", "Use((await Asyncio.ToThread(() => new FileInfo(\"a\").Length)).ToString());")]
    [InlineData("var n = {|AIO105:drive?.TotalSize|};", "var n = drive is null ? (long?)null : await Asyncio.ToThread(() => drive.TotalSize);")]
    [InlineData("var a = {|AIO105:Path.GetTempFileName()|};", "var a = await Asyncio.ToThread(() => Path.GetTempFileName());")]
    [InlineData("drive.VolumeLabel = nameof(drive.TotalSize); if (drive is { IsReady: true }) { }", "drive.VolumeLabel = nameof(drive.TotalSize); if (drive is { IsReady: true }) { }")]
    public Task FileMetadata_DrivesAndProperties(string line, string replacement) => FixWithFiles(line, replacement);

    [Fact]
    public Task FileMetadata_LazySequencesCannotMove() =>
        FixWithFiles("foreach (var a in {|AIO155:Directory.EnumerateFiles(\"a\")|}) { }", "foreach (var a in {|AIO155:Directory.EnumerateFiles(\"a\")|}) { }");

    [Fact]
    public Task N90_ModeFlag() => Verify.Silent(Snippet.Members("async Coroutine M(Task t, bool async) { if (async) { await t; } else { Console.ReadKey(); } }"));

    [Fact]
    public Task Message_NamesTheThread() => Verify.Says(
        In("Use({|#0:Console.ReadLine()|});"), "AIO105", "'Console.ReadLine' blocks the event loop and has no async counterpart: write 'await Asyncio.ToThread(() => Console.ReadLine())'");

    [Fact]
    public Task UnfixableMessage_NamesTheReason() => Verify.Says(
        In("lock (gate) { {|#0:Console.ReadKey()|}; }"),
        "AIO155",
        "'Console.ReadKey' blocks the event loop and has no async counterpart, and 'await' is not allowed in a lock: move 'await Asyncio.ToThread(() => Console.ReadKey())' out of it");

    private static Task FixWithFiles(string line, string replacement)
    {
        var test = Verify.Create(In(line));
        test.FixedCode = In(replacement);
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\nasyncio.file_metadata = true\n"));
        return test.RunAsync();
    }

    private static string WithTest(string attribute, string line) => Snippet.File(
        "namespace Xunit { class FactAttribute : Attribute { } }\nclass C\n{\n    " + attribute + " async Task M() { " + line + " await Task.Yield(); }\n}");

    [Fact]
    public async Task TheCollectorInATest_IsSilent()
    {
        await Verify.Silent(WithTest("[Xunit.Fact]", "GC.WaitForPendingFinalizers();"));
        await Verify.Fix(WithTest("", "{|AIO105:GC.WaitForPendingFinalizers()|};"), WithTest("", "await Task.Run(() => GC.WaitForPendingFinalizers());"));
        await Verify.Fix(WithTest("[Xunit.Fact]", "{|AIO105:Console.ReadLine()|};"), WithTest("[Xunit.Fact]", "await Task.Run(() => Console.ReadLine());"));
    }

    [Fact]
    public Task MethodGroup() => Verify.Unfixable(Snippet.Coroutine("Func<string> read = {|AIO155:Console.ReadLine|}; Use(read()); await t;"));

    [Fact]
    public Task MethodGroup_Message() => Verify.Says(
        Snippet.Coroutine("Func<string> read = {|#0:Console.ReadLine|}; Use(read()); await t;"), "AIO155",
        "'Console.ReadLine' blocks the event loop and has no async counterpart, and a method group cannot await: move the call around it into 'Asyncio.ToThread'");
}
