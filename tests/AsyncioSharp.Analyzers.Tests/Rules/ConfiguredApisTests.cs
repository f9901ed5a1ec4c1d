using AsyncioSharp.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Counterpart = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.AsyncCounterpartAnalyzer, AsyncioSharp.CodeFixes.AsyncCounterpartFix>;
using NoCounterpart = AsyncioSharp.Analyzers.Tests.RuleVerifier<AsyncioSharp.Analyzers.NoCounterpartAnalyzer, AsyncioSharp.CodeFixes.NoCounterpartFix>;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>What users say about APIs: in .editorconfig, in additional files, and with attributes of their own.</summary>
public sealed class UserApisTests
{
    private const string Library =
        """

        namespace Lib
        {
            using System.Threading;
            using System.Threading.Tasks;
            using AsyncioSharp;

            class BlockingAttribute : System.Attribute { public BlockingAttribute(string replacement = null) { } }
            class NonBlockingAttribute : System.Attribute { }
            class RunsOffLoopAttribute : System.Attribute { }
            class Store<T>
            {
                public Store() { }
                public Store(int size) { }
                public int Size { get; set; }
                public int Load(int a) => a;
                public int Load(string a, int b) => b;
                public Task<int> LoadAsync(int a) => null;
                public Task<int> FetchAsync(int a, CancellationToken stop) => null;
                public Coroutine<int> Take(int a) => default;
                public Task Begin() => null;
                public static void Later(System.Action action) { }
                public virtual void Mark() { }
                internal class Inner { public void Work() { } }
            }
            class Sub : Store<int> { public override void Mark() { } }
            class Marked
            {
                [Blocking] public int Slow() => 0;
                [Blocking("SlowAsync")] public virtual int Old() => 0;
                public Task<int> SlowAsync() => null;
                [Blocking] public int Size => 0;
                public int Plain { [Blocking] get => 0; set { } }
                [NonBlocking] public void Rest() { }
                [RunsOffLoop] public void Go(System.Action action) { }
                public void Send([RunsOffLoop] System.Action action) { }
            }
            class More : Marked { public override int Old() => 1; }
            [NonBlocking] class Fast : System.IO.FileStream { public Fast() : base("a", System.IO.FileMode.Open) { } }
        }

        """;

    private static string In(string lines) => "using Lib;\n" + Snippet.Coroutine(lines + "\nawait t;") + Library;

    private static Task Check<TAnalyzer, TFix>(string line, string? replacement, string settings, string file = "")
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : RuleFix, new()
    {
        var test = RuleVerifier<TAnalyzer, TFix>.Create(In(line));
        test.FixedCode = In(replacement ?? line);
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", $"root = true\n[*.cs]\n{settings}\n"));
        if (file.Length > 0)
        {
            test.TestState.AdditionalFiles.Add((file.Split('\n')[0], file[(file.IndexOf('\n') + 1)..]));
        }

        return test.RunAsync();
    }

    [Theory]
    [InlineData("M:Lib.Store`1.Load(System.Int32)")]
    [InlineData("M:Lib.Store`1.Load")]
    [InlineData("[Lib.Store`1]::Load -> LoadAsync")]
    [InlineData("[Lib.Other]::Load, M:Lib.Store`1.Load(System.String,System.Int32), M:Lib.Store`1.Load(System.Int32)")]
    [InlineData("[Lib.Other]::Load | T:Lib.Store`1")]
    public Task Blocking_WithACounterpart_IsAwaited(string apis) => Check<AsyncCounterpartAnalyzer, AsyncCounterpartFix>(
        "var s = new Sub(); Use({|AIO103:s.Load(1)|});", "var s = new Sub(); Use(await s.LoadAsync(1));", $"asyncio.blocking_apis = {apis}");

    [Theory]
    [InlineData("FetchAsync", "await new Sub().FetchAsync(1, Asyncio.CurrentToken)")]
    [InlineData("Take", "await new Sub().Take(1)")]
    public Task Replacement_IsTheCounterpart(string name, string replacement) => Check<AsyncCounterpartAnalyzer, AsyncCounterpartFix>(
        "Use({|AIO103:new Sub().Load(1)|});", $"Use({replacement});", $"asyncio.blocking_apis = [Lib.Store`1]::Load -> {name}");

    [Theory]
    [InlineData("Use({|AIO105:new Sub().Load(\"a\", 1)|});", "Use(await Asyncio.ToThread(() => new Sub().Load(\"a\", 1)));")]
    [InlineData("Use({|AIO105:new Sub().Size|});", "Use(await Asyncio.ToThread(() => new Sub().Size));")]
    [InlineData("var s = {|AIO105:new Store<int>(2)|};", "var s = await Asyncio.ToThread(() => new Store<int>(2));")]
    [InlineData("{|AIO105:new Store<int>.Inner().Work()|};", "await Asyncio.ToThread(() => new Store<int>.Inner().Work());")]
    [InlineData("{|AIO105:new Sub().Mark()|};", "await Asyncio.ToThread(() => new Sub().Mark());")]
    public Task Blocking_WithoutACounterpart_MovesToAThread(string line, string replacement) => Check<NoCounterpartAnalyzer, NoCounterpartFix>(
        line,
        replacement,
        "asyncio.blocking_apis = M:Lib.Store`1.Load, P:Lib.Store`1.Size, [Lib.Store`1]::.ctor, M:Lib.Store`1.Inner.Work, M:Lib.Store`1.Mark()");

    [Theory]
    [InlineData("Store<int> s = {|AIO155:new(2)|};")]
    [InlineData("{|AIO155:new Sub().Begin()|};")]
    [InlineData("lock (gate) { Use({|AIO155:new Sub().Size|}); }")]
    [InlineData("new Sub().Size = 1; Use(nameof(Sub.Size)); Use(new Sub { Size = 2 }); Use(new Sub() is { Size: 3 });")]
    public Task Blocking_WhereNothingCanMove(string line) => Check<NoCounterpartAnalyzer, NoCounterpartFix>(
        line, replacement: null, "asyncio.blocking_apis = [Lib.Store`1]::Begin, [Lib.Store`1]::Size, [Lib.Store`1]::ctor");

    [Fact]
    public Task BlockingFile_HasOneApiInALine() => Check<AsyncCounterpartAnalyzer, AsyncCounterpartFix>(
        "Use({|AIO103:new Sub().Load(1)|});",
        "Use(await new Sub().LoadAsync(1));",
        "",
        "asyncio.blocking.txt\n# ours\n\n// more\n[Lib.Store`1]::Load -> LoadAsync\n");

    [Theory]
    [InlineData("Use({|AIO103:m.Old()|});", "Use(await m.SlowAsync());")]
    [InlineData("Use({|AIO103:m.Slow()|});", "Use(await m.SlowAsync());")]
    [InlineData("Use({|AIO103:new More().Old()|});", "Use(await new More().SlowAsync());")]
    public Task Attribute_WithACounterpart(string line, string replacement) =>
        Check<AsyncCounterpartAnalyzer, AsyncCounterpartFix>("var m = new Marked(); " + line, "var m = new Marked(); " + replacement, "");

    [Theory]
    [InlineData("Use({|AIO105:m.Size|});", "Use(await Asyncio.ToThread(() => m.Size));")]
    [InlineData("m.Rest();", "m.Rest();")]
    public Task Attribute_WithoutACounterpart(string line, string replacement) =>
        Check<NoCounterpartAnalyzer, NoCounterpartFix>("var m = new Marked(); " + line, "var m = new Marked(); " + replacement, "");

    [Theory]
    [InlineData("asyncio.nonblocking_apis = M:System.IO.Stream.Flush, [System.IO.File]::ReadAllText")]
    [InlineData("asyncio.nonblocking_apis = T:System.IO.Stream, M:System.IO.File.ReadAllText(System.String)")]
    public Task NonBlocking_IsSilent(string settings) => Check<AsyncCounterpartAnalyzer, AsyncCounterpartFix>(
        "System.IO.Stream.Synchronized(null).Flush(); Use(System.IO.File.ReadAllText(\"a\")); new Fast().Flush();", replacement: null, settings);

    [Fact]
    public Task NonBlockingFile_IsSilent() => Check<AsyncCounterpartAnalyzer, AsyncCounterpartFix>(
        "Use(System.IO.File.ReadAllText(\"a\"));", replacement: null, "", "asyncio.nonblocking.txt\n[System.IO.File]::ReadAllText");

    [Fact]
    public Task NonBlocking_WinsOverBlocking() => Check<NoCounterpartAnalyzer, NoCounterpartFix>(
        "new Sub().Mark();", replacement: null, "asyncio.blocking_apis = [Lib.Store`1]::Mark\nasyncio.nonblocking_apis = [Lib.Sub]::Mark");

    [Fact]
    public Task NonBlocking_SleepAndTaskWait()
    {
        const string Settings = "asyncio.nonblocking_apis = [System.Threading.Thread]::Sleep, P:System.Threading.Tasks.Task`1.Result, M:System.Threading.Tasks.Task.Wait";
        return Task.WhenAll(
            Check<BlockingSleepAnalyzer, BlockingSleepFix>("Thread.Sleep(1);", replacement: null, Settings),
            Check<TaskWaitAnalyzer, TaskWaitFix>("t.Wait(); Use(new Sub().LoadAsync(1).Result); {|AIO102:Task.WaitAll(new Sub().Begin())|};", "t.Wait(); Use(new Sub().LoadAsync(1).Result); await Task.WhenAll(new Sub().Begin());", Settings));
    }

    [Theory]
    [InlineData("Sub.Later(() => Thread.Sleep(1));", "asyncio.off_loop_apis = M:Lib.Store`1.Later(System.Action)", "")]
    [InlineData("Sub.Later(() => Thread.Sleep(1));", "", "asyncio.off_loop.txt\n[Lib.Store`1]::Later")]
    [InlineData("Action a = () => Thread.Sleep(1); a(); Sub.Later(() => a());", "asyncio.off_loop_apis = [Lib.Sub]::Other", "")]
    [InlineData("void L() => Thread.Sleep(1); new Marked().Go(L); new Marked().Send(() => L());", "", "")]
    public Task OffLoop_TakesItsDelegates(string line, string settings, string file) =>
        Check<BlockingSleepAnalyzer, BlockingSleepFix>(line.Contains("a()") ? line.Replace("Thread.Sleep(1)", "{|AIO151:Thread.Sleep(1)|}") : line, replacement: null, settings, file);

    [Theory]
    [InlineData("Load")]
    [InlineData("[Lib.Store`1]:Load, [Lib.Store`1]::, []::Load, [Lib.Store`1]::Load()")]
    [InlineData("M:, X:Lib.Store`1.Load, M:Load, M:Lib.Store`1.Load(, -> LoadAsync, ->, ,,|")]
    public Task LinesThatCannotBeRead_SayNothing(string apis) => Check<AsyncCounterpartAnalyzer, AsyncCounterpartFix>(
        "Use(new Sub().Load(1)); Use({|AIO103:System.IO.File.ReadAllText(\"a\")|});",
        "Use(new Sub().Load(1)); Use(await System.IO.File.ReadAllTextAsync(\"a\", Asyncio.CurrentToken));",
        $"asyncio.blocking_apis = {apis}",
        $"asyncio.blocking.txt\n{apis.Replace(", ", "\n")}");

    [Fact]
    public async Task Message_NamesTheReplacement()
    {
        var test = NoCounterpart.Create(In("{|#0:new Sub().Mark()|};"));
        test.FixedCode = In("await Asyncio.ToThread(() => new Sub().Mark());");
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\nasyncio.blocking_apis = [Lib.Sub]::Mark -> the queue of the store\n"));
        var descriptor = new NoCounterpartAnalyzer().SupportedDiagnostics.Single(d => d.Id == "AIO105");
        test.ExpectedDiagnostics.Add(new Microsoft.CodeAnalysis.Testing.DiagnosticResult(descriptor).WithLocation(0).WithMessage(
            "'Sub.Mark' blocks the event loop and has no async counterpart: write 'await Asyncio.ToThread(() => new Sub().Mark())' or use 'the queue of the store'"));
        await test.RunAsync();
        await Counterpart.Silent(In("new Sub().Mark();"));
    }
}
