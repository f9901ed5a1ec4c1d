using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>
/// Types programs letter by letter. On the way no finding may appear that neither the program before nor the finished one has: it would flash
/// up on a line that nobody touches, with a fix that is wrong.
/// </summary>
public sealed class FlickerTests
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
        [.. RuleCatalog.Analyzers];

    private const string Before =
        """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using AsyncioSharp;

        class P
        {
            int total;
            Coroutine Save() => default;
            Coroutine<int> Count() => default;

            async Coroutine Body(Stream stream, byte[] buffer, List<int> xs)
            {
                await Save();

        """;

    private const string After =
        """

                await Asyncio.Sleep(0.1);
                await Save();
                var task = Asyncio.CreateTask(Count());
                total = await task;
            }

            async Task Plain(Stream stream, byte[] buffer, CancellationToken token)
            {
                await stream.ReadExactlyAsync(buffer, token);
                Console.WriteLine(total);
                await stream.FlushAsync(token);
            }
        }

        """;

    [Theory]
    [InlineData("Thread.Sleep(300);")]
    [InlineData("Thread.S")]
    [InlineData("T")]
    [InlineData("await Save();")]
    [InlineData("var n = await Count();")]
    [InlineData("if (await Count() > 1) { await Save(); } else { return; }")]
    [InlineData("for (var i = 0; i < 3; i++) { await Save(); }")]
    [InlineData("using var file = File.OpenRead(\"a\");")]
    [InlineData("var text = $\"{await Count()} {total}\";")]
    [InlineData("xs.Select(async x => await Count()).ToList();")]
    [InlineData("await Asyncio.Gather(Save(), Save());")]
    [InlineData("async Coroutine Local() { await Save(); } await Local();")]
    [InlineData("lock (xs) { xs.Add(1); }")]
    [InlineData("while (true) { await Asyncio.Sleep(1); }")]
    [InlineData("await stream.ReadExactlyAsync(buffer);")]
    [InlineData("/* a comment */ await Save(); // another")]
    [InlineData("foreach (var x in xs) { total += x; }")]
    [InlineData("foreach (var x in xs) { var n = await Count(); total += n; }")]
    [InlineData("try { await Save(); } catch (Exception e) when (e is not OperationCanceledException) { Console.WriteLine(e); }")]
    [InlineData("try { await Save(); } catch { throw; }")]
    [InlineData("switch (total) { case 1: await Save(); break; default: return; }")]
    [InlineData("total = xs.Count > 0 ? 1 : 2;")]
    public async Task TypedLetterByLetter(string typed)
    {
        var allowed = await FindingsIn("");
        allowed.UnionWith(await FindingsIn(typed));
        var appeared = new List<string>();
        for (var length = 1; length < typed.Length; length++)
        {
            var findings = await FindingsIn(typed[..length]);
            appeared.AddRange(findings.Where(finding => !allowed.Contains(finding)).Select(finding => $"after '{typed[..length]}': {finding}"));
        }

        Assert.Empty(appeared);
    }

    private static async Task<HashSet<string>> FindingsIn(string typed)
    {
        var tree = CSharpSyntaxTree.ParseText(Before + "        " + typed + After, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview));
        var compilation = CSharpCompilation.Create("Typed", [tree], TestReferences.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var found = await compilation.WithAnalyzers(Analyzers).GetAnalyzerDiagnosticsAsync();
        return [.. found.Select(static d => $"{d.Id} {d.Location.SourceTree!.GetText().ToString(d.Location.SourceSpan)}: {d.GetMessage()}")];
    }
}
