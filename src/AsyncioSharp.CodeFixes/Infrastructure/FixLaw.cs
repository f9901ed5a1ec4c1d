using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.CodeFixes;

/// <summary>
/// Ensures that a document is no worse after a fix: no new compiler error or warning, and no new finding of these rules about the effect of
/// an await on the code around it. The analyzer judges the site alone; this checks the written document. It costs one analysis by these
/// rules after the edit, and one before it if something is found.
/// </summary>
internal static class FixLaw
{
    // The bands about the loop, cancellation, synchronization and concurrency. The bands about blocking calls and values follow the calls
    // of a whole project, and an await causes none of their findings.
    private const string Bands = "4567";

    // Rules that suggest improvements: an await may make them possible, and the code was no better before. AIO556, a token that must be
    // passed manually, is one of them: the blocking call took no token at all.
    private static readonly HashSet<string> Suggestions = ["AIO556", "AIO653", "AIO701", "AIO751", "AIO702", "AIO752"];

    private static readonly Lazy<ImmutableArray<DiagnosticAnalyzer>> Rules = new(static () =>
        [.. typeof(RuleAnalyzer).Assembly.GetTypes().Where(static type => !type.IsAbstract && typeof(RuleAnalyzer).IsAssignableFrom(type))
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)
                .Where(static rule => Bands.Contains(rule.SupportedDiagnostics[0].Id[3]))]);

    /// <summary>True if nothing is reported more often in the edited document than before.</summary>
    public static async Task<bool> HoldsAsync(Document before, Document after, CancellationToken token)
    {
        var found = await CountAsync(after, token).ConfigureAwait(false);
        if (found.Count == 0)
        {
            return true;
        }

        var known = await CountAsync(before, token).ConfigureAwait(false);
        return found.All(id => known.TryGetValue(id.Key, out var count) && count >= id.Value);
    }

    private static async Task<IReadOnlyDictionary<string, int>> CountAsync(Document document, CancellationToken token)
    {
        if (await document.GetSemanticModelAsync(token).ConfigureAwait(false) is not { } model)
        {
            return ImmutableDictionary<string, int>.Empty;
        }

        var compilation = model.Compilation.WithAnalyzers(Rules.Value, document.Project.AnalyzerOptions);
        var findings = await compilation.GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, token).ConfigureAwait(false);
        var own = model.GetDiagnostics(cancellationToken: token).Where(static d => d.Severity >= DiagnosticSeverity.Warning);
        return own.Concat(findings.Where(static d => d.Severity != DiagnosticSeverity.Hidden))
            .Where(static d => !d.IsSuppressed && !Suggestions.Contains(d.Id))
            .GroupBy(static d => d.Id).ToDictionary(static same => same.Key, static same => same.Count());
    }
}
