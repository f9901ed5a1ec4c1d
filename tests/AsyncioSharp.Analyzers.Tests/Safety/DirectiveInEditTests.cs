using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AsyncioSharp.Analyzers.Tests.Safety;

/// <summary>
/// A directive between any two tokens that a fix changes, for all rules, on their examples: the fix keeps it in its place among the directives and the
/// code still compiles, or the site is reported by the id that has no fix.
/// </summary>
public sealed class DirectiveInEditTests
{
    private const string Pragma = "#pragma warning disable CS0168";

    public static TheoryData<string> FixableIds => [.. RuleCatalog.Descriptors.Select(d => d.Id).Where(RuleCatalog.IsFixable)];

    [Theory]
    [MemberData(nameof(FixableIds))]
    public async Task BetweenTokens(string id)
    {
        var source = RulesDocTests.BadProgram(id);
        var wrong = new List<string>();
        foreach (var position in await ChangedTokens(id, source))
        {
            if (await WrongAt(id, source.Insert(position, $"\n{Pragma}\n")) is { } reason)
            {
                wrong.Add($"{position}: {reason}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    private static async Task<string?> WrongAt(string id, string source)
    {
        using var workspace = new AdhocWorkspace();
        var project = Open(workspace, id, source);
        if ((await FixRun.ErrorsAsync(project)).Any())
        {
            return null;
        }

        var (found, written) = await Fix(project, id);
        if (found.IsEmpty)
        {
            return null;
        }

        var text = written.ToString();
        var errors = await FixRun.ErrorsAsync(project.Documents.Single().WithText(written).Project);
        return text == source ? $"unchanged {Around(source)}"
            : DirectivesOf(text) != DirectivesOf(source) ? $"lost {Around(source)}"
            : errors.Any() ? $"{errors[0]}\n{text}"
            : null;
    }

    private static string Around(string source)
    {
        var at = source.IndexOf(Pragma, StringComparison.Ordinal);
        return source[Math.Max(0, at - 40)..Math.Min(source.Length, at + 80)].Replace("\n", "|");
    }

    private static async Task<(ImmutableArray<Diagnostic> Found, SourceText Written)> Fix(Project project, string id)
    {
        var fix = RuleCatalog.Fixes.Single(f => f.FixableDiagnosticIds.Contains(id));
        var compilation = (await project.GetCompilationAsync())!.WithAnalyzers([fix.Rule]);
        ImmutableArray<Diagnostic> found = [.. (await compilation.GetAnalyzerDiagnosticsAsync()).Where(d => d.Id == id)];
        var written = await fix.WriteAsync(project.Documents.Single(), found, [], default);
        return (found, await written.GetTextAsync());
    }

    private static string DirectivesOf(string source) => string.Join("\n", CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTrivia()
        .Where(t => t.IsDirective || t.IsKind(SyntaxKind.DisabledTextTrivia)).Select(t => t.ToString().Trim()));

    private static Project Open(AdhocWorkspace workspace, string id, string source) =>
        FixRun.Open(workspace, id == "AIO405" ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, ("Test.cs", source));

    // The tokens from the first to the last one that the fix changes, and the one behind.
    private static async Task<IReadOnlyList<int>> ChangedTokens(string id, string source)
    {
        using var workspace = new AdhocWorkspace();
        var (_, written) = await Fix(Open(workspace, id, source), id);
        var text = written.ToString();
        var start = source.Zip(text).TakeWhile(static pair => pair.First == pair.Second).Count();
        var end = source.Length - source.Reverse().Zip(text.Reverse()).TakeWhile(static pair => pair.First == pair.Second).Count();
        var tokens = CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Select(static token => token.SpanStart).ToList();
        var first = tokens.FindLastIndex(position => position <= start);
        var last = tokens.FindIndex(position => position >= Math.Max(end, start));
        return tokens[Math.Max(0, first - 1)..Math.Min(tokens.Count, last + 2)];
    }
}
