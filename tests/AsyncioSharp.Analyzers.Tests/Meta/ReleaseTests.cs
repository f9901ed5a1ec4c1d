using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>
/// No cache keeps a compilation alive. An IDE makes one at each keystroke, with the same options, references and unchanged files. The
/// tests look at the changed file, because analyzers see a copy of the compilation.
/// </summary>
public sealed class ReleaseTests
{
    private const string Code =
        """
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        using System.Threading.Tasks;
        using AsyncioSharp;

        class C
        {
            readonly SemaphoreSlim gate = new(1);
            readonly object o = new();
            readonly List<int> list = [];
            static void Helper() => Thread.Sleep(1);
            async Task<int> Mode(bool async, Stream stream) { if (async) await stream.FlushAsync(); else stream.Flush(); return 1; }
            async Coroutine M(Stream stream, CancellationToken token)
            {
                Thread.Sleep(1);
                Helper();
                foreach (var i in list) { stream.Flush(); list.Add(i); }
                Monitor.Enter(o); try { stream.Flush(); } finally { Monitor.Exit(o); }
                await gate.WaitAsync(); try { await Mode(true, stream); } finally { gate.Release(); }
                M(stream, token);
                await Task.Delay(1);
            }
        }
        """;

    private static readonly AnalyzerOptions Options = new([]);

    private static readonly SyntaxTree Unchanged = CSharpSyntaxTree.ParseText("class Kept;", path: "/test/Kept.cs");

    [Fact]
    public void Compilation_IsReleasedAfterItsAnalysis()
    {
        var tree = Analyze();
        Collect();
        Assert.False(tree.IsAlive);
    }

    [Fact]
    public void Compilation_IsReleasedAfterItsFixes()
    {
        using var workspace = new AdhocWorkspace();
        var project = FixRun.Open(workspace, OutputKind.DynamicallyLinkedLibrary, ("Kept.cs", "class Kept;"));
        var trees = Fix(project);
        Collect();
        Assert.All(trees, static tree => Assert.False(tree.IsAlive));
        GC.KeepAlive(project);
    }

    // In methods of their own, so that no local variable keeps what they made.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Analyze()
    {
        var tree = CSharpSyntaxTree.ParseText(Code, path: "/test/C.cs");
        var compilation = CSharpCompilation.Create("Test", [Unchanged, tree], TestReferences.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var found = compilation.WithAnalyzers([.. RuleCatalog.Analyzers], Options).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        Assert.NotEmpty(found);
        return new WeakReference(tree);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ImmutableArray<WeakReference> Fix(Project project)
    {
        var before = project.AddDocument("C.cs", Code, filePath: "/test/C.cs").Project;
        var after = FixRun.RunAsync(before, FixRun.IdsAsync(before).GetAwaiter().GetResult()).GetAwaiter().GetResult();
        Assert.NotEqual(Code, after.Documents.Last().GetTextAsync().GetAwaiter().GetResult().ToString());
        return [.. new[] { before, after }.Select(static version => new WeakReference(version.Documents.Last().GetSyntaxTreeAsync().GetAwaiter().GetResult()))];
    }

    private static void Collect()
    {
        for (var round = 0; round < 3; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
