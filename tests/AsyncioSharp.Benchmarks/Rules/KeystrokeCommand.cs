using System.Collections.Immutable;
using System.Diagnostics;
using AsyncioSharp.Benchmarks.Compare;
using AsyncioSharp.Benchmarks.Measuring;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AsyncioSharp.Benchmarks.Rules;

/// <summary>
/// What an IDE computes after a letter was typed into a file: what the compiler and the SDK's rules say about it, without our rules and
/// with them, in turn. Each letter makes a new compilation. Processor time includes the background work of the JIT, which has more
/// code with our rules: <c>DOTNET_TieredCompilation=0</c> shows what an IDE uses that has run for a while.
/// </summary>
internal static class KeystrokeCommand
{
    internal static int Run(Arguments arguments)
    {
        if (arguments.Names is [])
        {
            throw new UsageException("name the folders with the sources");
        }

        int rounds = arguments.Number("--rounds", 21);
        CSharpCompilation compilation = SourcesCommand.Create(arguments);
        SyntaxTree tree = FileOf(arguments.Number("--lines", 1000), compilation);
        ImmutableArray<DiagnosticAnalyzer> sdk = AnalyzerSet.OfTheSdk(all: true).Analyzers;
        (string Name, ImmutableArray<DiagnosticAnalyzer> Analyzers, List<double> Times)[] sets =
            [("without ours", sdk, []), ("with ours", sdk.AddRange(AnalyzerSet.Ours(arguments.Text("--rules")).Analyzers), [])];
        int[] findings = new int[sets.Length];
        Console.WriteLine($"{Path.GetFileName(tree.FilePath)}, {Lines(tree):N0} lines, of {compilation.SyntaxTrees.Length:N0} files");
        for (int round = 0; round <= rounds; round++)
        {
            for (int i = 0; i < sets.Length; i++)
            {
                (double seconds, findings[i]) = Type(compilation, tree, round, sets[i].Analyzers);

                // The first one is for the JIT.
                if (round > 0)
                {
                    sets[i].Times.Add(seconds);
                }
            }
        }

        Console.WriteLine();
        Console.WriteLine("| rules | findings in the file | processor time of a keystroke |");
        Console.WriteLine("|---|---:|---:|");
        for (int i = 0; i < sets.Length; i++)
        {
            Console.WriteLine($"| {sets[i].Name} | {findings[i]} | {Statistics.Median(sets[i].Times) * 1000:N0} ms |");
        }

        Console.WriteLine();
        Console.WriteLine($"Ratio {Statistics.Median(sets[1].Times) / Statistics.Median(sets[0].Times):N2}; median of {rounds}; {Machine.Describe()}; {DateTime.UtcNow:yyyy-MM-dd}.");
        return 0;
    }

    // Of the files of about that size the one with the most calls: a list of constants would say little.
    private static SyntaxTree FileOf(int lines, CSharpCompilation compilation) =>
        compilation.SyntaxTrees.OrderBy(tree => Math.Abs(Lines(tree) - lines)).Take(5)
            .MaxBy(static tree => tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>().Count())!;

    private static int Lines(SyntaxTree tree) => tree.GetText().Lines.Count;

    // A comment in the middle of the file that grows by a letter.
    private static (double Seconds, int Findings) Type(CSharpCompilation compilation, SyntaxTree tree, int letters, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        SourceText text = tree.GetText();
        TextLine middle = text.Lines[text.Lines.Count / 2];
        SyntaxTree typed = tree.WithChangedText(text.WithChanges(new TextChange(new TextSpan(middle.End, 0), $" // {new string('x', letters + 1)}")));
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        Compilation changed = compilation.ReplaceSyntaxTree(tree, typed);
        changed.GetSemanticModel(typed).GetDiagnostics();
        var analysis = changed.WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: false));
        analysis.GetAnalyzerSyntaxDiagnosticsAsync(typed, CancellationToken.None).GetAwaiter().GetResult();
        ImmutableArray<Diagnostic> found =
            analysis.GetAnalyzerSemanticDiagnosticsAsync(changed.GetSemanticModel(typed), filterSpan: null, CancellationToken.None).GetAwaiter().GetResult();
        return ((Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds, found.Length);
    }
}
