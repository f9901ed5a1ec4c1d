using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.CodeFixes;

/// <summary>A file that several projects compile, as with several target frameworks, is fixed only where all of them would fix it in the same way.</summary>
internal static class LinkedDocuments
{
    public static async Task<bool> AgreeAsync(Document document, Diagnostic diagnostic, DiagnosticAnalyzer analyzer, CancellationToken token)
    {
        foreach (var id in document.GetLinkedDocumentIds())
        {
            var linked = document.Project.Solution.GetDocument(id);
            if (linked is null || !await ReportsAsync(linked, diagnostic, analyzer, token).ConfigureAwait(false))
            {
                return false;
            }
        }

        return true;
    }

    private static async Task<bool> ReportsAsync(Document linked, Diagnostic diagnostic, DiagnosticAnalyzer analyzer, CancellationToken token)
    {
        var model = await linked.GetSemanticModelAsync(token).ConfigureAwait(false);
        if (model is null)
        {
            return false;
        }

        var compilation = model.Compilation.WithAnalyzers([analyzer], linked.Project.AnalyzerOptions);
        var found = await compilation.GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, token).ConfigureAwait(false);
        return found.Any(other =>
            other.Id == diagnostic.Id && other.Location.SourceSpan == diagnostic.Location.SourceSpan &&
            other.AdditionalLocations.Select(l => l.SourceSpan).SequenceEqual(diagnostic.AdditionalLocations.Select(l => l.SourceSpan)) &&
            other.Properties.Count == diagnostic.Properties.Count &&
            other.Properties.All(p => diagnostic.Properties.TryGetValue(p.Key, out var value) && value == p.Value));
    }
}
