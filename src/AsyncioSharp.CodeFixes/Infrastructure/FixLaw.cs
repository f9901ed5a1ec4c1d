using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.CodeFixes;

/// <summary>
/// Ensures that a document is no worse after a fix: no new error or warning of the compiler or of these rules about the effect of an await
/// on the code around it. The analyzer judges the site alone; this checks the written document. It costs one analysis by these
/// rules after the edit, and one before it if something is found.
/// </summary>
internal static class FixLaw
{
    // The bands about the loop, cancellation, synchronization and concurrency. The bands about blocking calls and values follow the calls
    // of a whole project, and an await causes none of their findings.
    private const string Bands = "4567";

    private static readonly Lazy<ImmutableArray<DiagnosticAnalyzer>> Rules = new(static () =>
        [.. typeof(RuleAnalyzer).Assembly.GetTypes().Where(static type => !type.IsAbstract && typeof(RuleAnalyzer).IsAssignableFrom(type))
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)
                .Where(static rule => Bands.Contains(rule.SupportedDiagnostics[0].Id[3]))]);

    /// <summary>True if nothing is reported more often in the edited document than before.</summary>
    public static async Task<bool> HoldsAsync(Document before, Document after, CancellationToken token)
    {
        if (await DirectivesOf(before, token).ConfigureAwait(false) != await DirectivesOf(after, token).ConfigureAwait(false))
        {
            return false;
        }

        var found = await CountAsync(after, token).ConfigureAwait(false);
        if (found.Count == 0)
        {
            return true;
        }

        var known = await CountAsync(before, token).ConfigureAwait(false);
        return found.All(id => known.TryGetValue(id.Key, out var count) && count >= id.Value);
    }

    // A directive that an edit drops or moves out of its line changes what other code means: it disables, hides or ends something. The text
    // is parsed again, because a directive in the middle of a line is one in the written tree only.
    private static async Task<string> DirectivesOf(Document document, CancellationToken token)
    {
        var root = await document.GetSyntaxRootAsync(token).ConfigureAwait(false);
        if (root is not { ContainsDirectives: true })
        {
            return "";
        }

        var parsed = CSharpSyntaxTree.ParseText(root.ToFullString(), (CSharpParseOptions)root.SyntaxTree.Options, cancellationToken: token)
            .GetRoot(token);
        return string.Join("\n", parsed.DescendantTrivia()
            .Where(static trivia => trivia.IsDirective || trivia.IsKind(SyntaxKind.DisabledTextTrivia)));
    }

    private static async Task<IReadOnlyDictionary<string, int>> CountAsync(Document document, CancellationToken token)
    {
        if (await document.GetSemanticModelAsync(token).ConfigureAwait(false) is not { } model)
        {
            return ImmutableDictionary<string, int>.Empty;
        }

        var compilation = model.Compilation.WithAnalyzers(Rules.Value, document.Project.AnalyzerOptions);
        var findings = await compilation.GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, token).ConfigureAwait(false);

        // A finding below a warning is a suggestion: an await that could take a token is no worse than the blocking call, which took none.
        // The severity is that of the project, so where a suggestion breaks the build, no fix brings one. An await that nothing can cancel
        // is no worse either, whatever its severity: the blocking call before it could not be canceled.
        return model.GetDiagnostics(cancellationToken: token).Concat(findings)
            .Where(static d => d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed &&
                !d.Properties.ContainsKey(RuleAnalyzer.NoWorse))
            .GroupBy(static d => d.Id).ToDictionary(static same => same.Key, static same => same.Count());
    }
}
