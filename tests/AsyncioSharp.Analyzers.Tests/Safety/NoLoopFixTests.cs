using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.Analyzers.Tests.Safety;

/// <summary>No fix writes an await of a coroutine into a function where no loop runs: AIO405 or AIO455 would report that await.</summary>
public sealed class NoLoopFixTests
{
    private const string Attributes =
        """
        namespace Xunit
        {
            class FactAttribute : System.Attribute { }
            static class Assert { public static System.Threading.Tasks.Task ThrowsAsync<T>(System.Func<System.Threading.Tasks.Task> code) => null; }
        }

        """;

    // A function that no loop runs; $$ is its body.
    private static readonly string[] Functions =
    [
        "class Worker : Microsoft.Extensions.Hosting.BackgroundService { protected override async Task ExecuteAsync(CancellationToken token) { $$ await t; } }",
        "class Routes { void Map(WebApplication app) { app.MapGet(\"/\", async () => { $$ await t; }); } }",
        "class Routes { void Map(WebApplication app) { app.MapGet(\"/\", Handle); } async Task Handle() { $$ await t; } }",
        "class Tests { [Xunit.Fact] public async Task Works() { $$ await t; } }",
        "class Tests { [Xunit.Fact] public async Task Works() { await Xunit.Assert.ThrowsAsync<System.Exception>(async () => { $$ await t; }); } }",
        "class Program { static async Task Main() { $$ await t; } }",
    ];

    // Lines whose fix awaits a coroutine where a loop runs.
    private static readonly string[] Lines =
    [
        "V();", "_ = V();", "F();", "maybe?.Run();", "var n = V();",
        "Console.WriteLine(V());", "Console.WriteLine($\"{V()}\");",
        "xs.ForEach(async n => await W(n));",
        "if (xs.Count > 1) Asyncio.CreateTask(F());", "Asyncio.CreateTask(F()); Use(1);",
        "Load();", "Thread.Sleep(1);", "Slow();",
        "while (!ready.IsSet) await Task.Delay(10);", "while (queue.Count == 0) await Task.Delay(10); queue.TryGet(out var first);",
        "var a = await V(); var b = await V(); Use(a + b);", "foreach (var n in xs) await W(n);",
        "while (true) { await connection.ReadLineAsync(); connection.Write(null); }",
        "while (true) { Use(1); }",
        "var c = V(); await c; await c;",
        "async void L() { await V(); } L();",
        "await Task.WhenAny(Asyncio.CreateTask(F()).AsTask(), Task.Delay(5));",
        "using (var s = new MemoryStream()) { tasks.Add(Asyncio.CreateTask(WriteTo(s))); await t; }",
        "sum += await V();",
    ];

    public static TheoryData<int> Places => [.. Enumerable.Range(0, Functions.Length)];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task NoFixAwaitsWithoutALoop(int function)
    {
        using var workspace = new AdhocWorkspace();
        var project = FixRun.Open(workspace, OutputKind.ConsoleApplication, [.. TestReferences.All, .. TestReferences.Web],
            ("Test.cs", SourceOf(Functions[function])));
        var before = await CountAsync(project);
        List<string> faults = [];
        foreach (var id in (await FixRun.IdsAsync(project)).Where(static id => id != NoLoopAnalyzer.Id))
        {
            var changed = await FixRun.RunAsync(project, [id]);
            faults.AddRange(from found in await CountAsync(changed)
                            where found.Value > before.GetValueOrDefault(found.Key)
                            select $"The fix of {id} brings {found.Key}.");
            faults.AddRange(from found in await FixRun.FixableAsync(changed)
                            where found.Id == id
                            select $"{id} is not fixed: {found.GetMessage()}");
        }

        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    private static async Task<IReadOnlyDictionary<string, int>> CountAsync(Project project)
    {
        var compilation = (await project.GetCompilationAsync())!;
        Assert.DoesNotContain(compilation.GetDiagnostics(), static d => d.Severity == DiagnosticSeverity.Error);
        var found = await compilation.WithAnalyzers([new NoLoopAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return found.GroupBy(static d => d.Id).ToDictionary(static group => group.Key, static group => group.Count());
    }

    // Only one class can have a Main.
    private static string SourceOf(string function) => function.Contains("Main(", StringComparison.Ordinal)
        ? SourceOf(function, [string.Concat(Lines.Select(static line => $"{{ {line} }}"))])
        : SourceOf(function, Lines) + "class Program { static void Main() { } }\n";

    private static string SourceOf(string function, IReadOnlyList<string> bodies) =>
        $$"""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        using System.Threading.Tasks;
        using AsyncioSharp;
        using Microsoft.AspNetCore.Builder;
        using static Shared;

        {{string.Join("\n", bodies.Select((body, i) => $"namespace N{i} {{ {function.Replace("$$", body)} }}"))}}

        class Shared
        {
            public static Task t = null;
            public static int sum = 0;
            public static Shared maybe = null;
            public static Connection connection = null;
            public static AsyncEvent ready = new();
            public static AsyncQueue<int> queue = new();
            public static List<int> xs = [];
            public static List<object> tasks = [];
            public static async Coroutine F() => await t;
            public static async Coroutine<int> V() { await t; return 1; }
            public static async Coroutine<int> W(int n) { await t; return n; }
            public static async Coroutine WriteTo(Stream s) => await s.FlushAsync();
            public Coroutine Run() => F();
            public static void Use(int n) { }
            public static void Load() => Thread.Sleep(1);
            public static async Coroutine LoadAsync() => await t;
            public static void Slow() => Thread.Sleep(1);
        }
        {{Attributes}}
        """;
}
