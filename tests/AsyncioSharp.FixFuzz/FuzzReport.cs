using AsyncioSharp.Analyzers.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.FixFuzz;

/// <summary>What the compiler and all rules say about a program.</summary>
internal sealed class FuzzReport(IReadOnlyList<Diagnostic> all)
{
    /// <summary>The ids that a run of fixes starts with.</summary>
    public IReadOnlyList<string> FixableIds => [.. Fixable.Select(static d => d.Id).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>What a fix would take care of.</summary>
    public IEnumerable<Diagnostic> Fixable => all.Where(static d => RuleCatalog.IsFixable(d.Id));

    public static async Task<FuzzReport> OfAsync(Document program)
    {
        var model = (await program.GetSemanticModelAsync())!;
        var found = await model.Compilation.WithAnalyzers([.. RuleCatalog.Analyzers]).GetAnalyzerDiagnosticsAsync();
        return new FuzzReport([.. model.GetDiagnostics().Concat(found.Where(d => d.Location.SourceTree == model.SyntaxTree || d.Id == "AD0001"))
            .Where(static d => d.Severity > DiagnosticSeverity.Hidden && !d.IsSuppressed)]);
    }

    /// <summary>The ids that are reported here more often than before.</summary>
    public IReadOnlyList<string> MoreThan(FuzzReport before) =>
        [.. all.GroupBy(static d => d.Id).Where(same => same.Count() > before.Count(same.Key)).Select(static same => same.Key)];

    private int Count(string id) => all.Count(d => d.Id == id);
}
