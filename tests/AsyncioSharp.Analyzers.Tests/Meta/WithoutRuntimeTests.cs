using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>
/// Every rule in a project that has <c>Task</c> and not the runtime: those about plain .NET code report, name nothing of the runtime, and their fixes compile.
/// </summary>
public sealed partial class WithoutRuntimeTests
{
    // One mistake for each id, in a class with a task, a lock, a token and helpers.
    private static readonly Dictionary<string, string> Mistakes = new()
    {
        ["AIO101"] = "async Task M() { Thread.Sleep(1); await _t; }",
        ["AIO151"] = "async Task M() { lock (_gate) { Thread.Sleep(1); } await _t; }",
        ["AIO102"] = "async Task<int> M(Task<int> n) { await _t; return n.Result; }",
        ["AIO152"] = "async Task<bool> M(Task n) { await _t; return n.Wait(10); }",
        ["AIO103"] = "async Task M(Stream s) { await _t; s.Flush(); }",
        ["AIO153"] = "async Task M(Stream s) { await _t; lock (_gate) { s.Flush(); } }",
        ["AIO104"] = "async Task M(ManualResetEventSlim e) { await _t; e.Wait(); }",
        ["AIO154"] = "async Task M(Mutex m) { await _t; m.WaitOne(); }",
        ["AIO105"] = "async Task<string> M() { await _t; return Console.ReadLine(); }",
        ["AIO155"] = "async Task M() { await _t; lock (_gate) { Console.ReadLine(); } }",
        ["AIO106"] = "async Task M() { await _t; Pause(); } static void Pause() => Thread.Sleep(1);",
        ["AIO156"] = "async Task M() { await _t; Add(1); } void Add(int x) { Thread.Sleep(1); _list.Add(x); }",
        ["AIO107"] = "async Task M() { await _t; using var s = new FileStream(\"a\", FileMode.Open); }",
        ["AIO157"] = "async Task M() { await _t; lock (_gate) { using var s = new FileStream(\"a\", FileMode.Open); } }",
        ["AIO205"] = "async Task M(C c) { await c?.N(); } Task N() => _t;",
        ["AIO255"] = "async Task M(C c) { for (; _n > 0; await c?.N()) { _n--; } } Task N() => _t;",
        ["AIO206"] = "async Task M(List<int> xs) { await _t; xs.ForEach(async x => await _t); }",
        ["AIO256"] = "async Task M(List<int> xs) { await _t; Run(async () => await _t); } void Run(Action a) => a();",
        ["AIO209"] = "async Task M() { Fire(); await _t; } private async void Fire() => await _t;",
        ["AIO259"] = "public async void M() => await _t;",
        ["AIO351"] = "async Task M() { await Task.Factory.StartNew(async () => await _t); }",
        ["AIO502"] = "async Task M(Func<CancellationToken, Task> f, CancellationToken token) { try { await f(token); } catch (Exception e) { Console.WriteLine(e.Message); } Console.WriteLine(\"worked\"); }",
        ["AIO552"] = "async Task M(Func<CancellationToken, Task> f, CancellationToken token) { try { await f(token); }\n#if A\ncatch (ArgumentException) { }\n#endif\ncatch\n#if A\n(IOException)\n#endif\n{ Console.WriteLine(1); } Console.WriteLine(\"worked\"); }",
        ["AIO503"] = "async Task M() { await _t; while (true) { _n++; } }",
        ["AIO553"] = "async Task M() { await _t; lock (_gate) { while (true) { _n++; } } }",
        ["AIO505"] = "async Task<int> M(Func<Task<int>> f) { var n = f(); if (await Task.WhenAny(n, Task.Delay(9)) != n) { throw new TimeoutException(); } return await n; }",
        ["AIO555"] = "async Task M(Func<Task<int>> f) { var n = f(); if (await Task.WhenAny(n, Task.Delay(9)) != n) { throw new TimeoutException(\"late\"); } await n; }",
        ["AIO506"] = "async Task M(CancellationToken token) { await Task.Delay(1); }",
        ["AIO556"] = "async Task M(CancellationToken one, CancellationToken two) { await Task.Delay(1); }",
        ["AIO602"] = "async Task M() { await _one.WaitAsync(); await _t; _one.Release(); }",
        ["AIO652"] = "async Task M(bool b) { await _one.WaitAsync(); if (b) { await _t; _one.Release(); } else { await _t; _one.Release(); } }",
        ["AIO604"] = "static readonly ThreadLocal<string> s_name = new ThreadLocal<string>(); async Task M() { s_name.Value = \"a\"; await _t; }",
        ["AIO654"] = "public static readonly ThreadLocal<string> Name = new ThreadLocal<string>(); async Task M() { Name.Value = \"a\"; await _t; }",
        ["AIO651"] = "async Task M() { _rw.EnterReadLock(); await _t; _rw.ExitReadLock(); } readonly ReaderWriterLockSlim _rw = new();",
        ["AIO703"] = "async Task M(Task<int> n) { _n += await n; }",
        ["AIO753"] = "async Task M() { _n = _n + await W(); } Task<int> W() => null;",
    };

    // What they report, or what they advise, exists only with the runtime.
    private static readonly string[] NeedRuntime =
    [
        "AIO201", "AIO202", "AIO203", "AIO204", "AIO207", "AIO208", "AIO301", "AIO302", "AIO401", "AIO402", "AIO403", "AIO404", "AIO405", "AIO501", "AIO603",
        "AIO701", "AIO702", "AIO801", "AIO803",
        "AIO251", "AIO252", "AIO253", "AIO254", "AIO257", "AIO258", "AIO352", "AIO451", "AIO452", "AIO453", "AIO454", "AIO455", "AIO551", "AIO554", "AIO653",
        "AIO751", "AIO752", "AIO851", "AIO852", "AIO853", "AIO854",
    ];

    public static TheoryData<string> Ids => [.. Mistakes.Keys];

    [Fact]
    public void EachRule_IsInOneOfTheLists() => Assert.Equal(
        RuleCatalog.Descriptors.Select(static d => d.Id), Mistakes.Keys.Concat(NeedRuntime).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task ReportsInTermsOfTask_AndTheFixCompiles(string id)
    {
        using var workspace = new AdhocWorkspace();
        var project = FixRun.Open(workspace, OutputKind.DynamicallyLinkedLibrary, TestReferences.WithoutRuntime, ("Test.cs", Source(Mistakes[id])));
        Assert.Empty(await FixRun.ErrorsAsync(project));
        var found = await FoundAsync(project);
        Assert.Equal([id], found.Select(static d => d.Id).Distinct());
        Assert.All(found, static d => Assert.DoesNotMatch(OfTheRuntime(), d.GetMessage(null)));

        var isFixable = RuleCatalog.IsFixable(id);
        Assert.Equal(isFixable ? [id] : [], await FixRun.IdsAsync(project));
        var after = await FixRun.RunAsync(project, [id]);
        var text = (await after.Documents.Single().GetTextAsync()).ToString();
        Assert.Empty(await FixRun.ErrorsAsync(after));
        Assert.DoesNotContain("Asyncio", text, StringComparison.Ordinal);
        Assert.Equal(isFixable, text != Source(Mistakes[id]));
        if (isFixable)
        {
            Assert.DoesNotContain(id, (await FoundAsync(after)).Select(static d => d.Id));
        }
    }

    /// <summary>They would look at each operation for nothing.</summary>
    [Fact]
    public async Task RulesThatNeedTheRuntime_LookAtNothing()
    {
        using var workspace = new AdhocWorkspace();
        var project = FixRun.Open(workspace, OutputKind.DynamicallyLinkedLibrary, TestReferences.WithoutRuntime, ("Test.cs", Source("")));
        var analysis = (await project.GetCompilationAsync())!.WithAnalyzers([.. RuleCatalog.Analyzers]);
        await analysis.GetAllDiagnosticsAsync();
        foreach (var analyzer in RuleCatalog.Analyzers)
        {
            var work = await analysis.GetAnalyzerTelemetryInfoAsync(analyzer, default);
            var isNeeded = analyzer.SupportedDiagnostics.Any(static d => !NeedRuntime.Contains(d.Id));
            Assert.Equal(isNeeded, work.OperationActionsCount + work.OperationBlockStartActionsCount + work.SyntaxNodeActionsCount + work.SymbolActionsCount > 0);
        }
    }

    // A C# loop is no event loop.
    [GeneratedRegex("Asyncio|[Cc]oroutine|event loop|the loop'?s?\\b(?! into)|LoopTask|AsyncEvent|AsyncLock|AsyncQueue|TaskGroup")]
    private static partial Regex OfTheRuntime();

    private static async Task<List<Diagnostic>> FoundAsync(Project project)
    {
        var compilation = (await project.GetCompilationAsync())!.WithAnalyzers([.. RuleCatalog.Analyzers]);
        return [.. (await compilation.GetAnalyzerDiagnosticsAsync()).OrderBy(static d => d.Location.SourceSpan.Start)];
    }

    private static string Source(string members) =>
        $$"""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        using System.Threading.Tasks;

        public class C
        {
            {{members}}

            readonly Task _t = Task.CompletedTask;
            readonly object _gate = new();
            readonly SemaphoreSlim _one = new(1);
            readonly List<int> _list = [];
            int _n;

            static void Use(object value) => GC.KeepAlive(value);
        }
        """;
}
