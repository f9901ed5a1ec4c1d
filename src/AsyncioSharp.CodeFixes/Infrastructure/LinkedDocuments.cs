using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.CodeFixes;

/// <summary>
/// A file that several projects compile, for example with several target frameworks, is fixed only where all of them would fix it in the
/// same way.
/// </summary>
internal static class LinkedDocuments
{
    /// <summary>The diagnostics that all projects with this file report in the same way. Each project analyzes the file once.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AgreedAsync(
        Document document, ImmutableArray<Diagnostic> diagnostics, DiagnosticAnalyzer analyzer, CancellationToken token)
    {
        foreach (var id in document.GetLinkedDocumentIds())
        {
            if (diagnostics.IsEmpty)
            {
                break;
            }

            var others = await ReportedAsync(document.Project.Solution.GetDocument(id), analyzer, token).ConfigureAwait(false);
            diagnostics = diagnostics.RemoveAll(diagnostic => !others.Any(other => IsSame(other, diagnostic)));
        }

        return diagnostics;
    }

    private static async Task<ImmutableArray<Diagnostic>> ReportedAsync(Document? linked, DiagnosticAnalyzer analyzer,
        CancellationToken token)
    {
        if (linked is null || await linked.GetSemanticModelAsync(token).ConfigureAwait(false) is not { } model)
        {
            return [];
        }

        var compilation = model.Compilation.WithAnalyzers([analyzer], linked.Project.AnalyzerOptions);
        return await compilation.GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, token).ConfigureAwait(false);
    }

    private static bool IsSame(Diagnostic other, Diagnostic diagnostic) =>
        other.Id == diagnostic.Id && other.Location.SourceSpan == diagnostic.Location.SourceSpan &&
        other.AdditionalLocations.Select(l => l.SourceSpan).SequenceEqual(diagnostic.AdditionalLocations.Select(l => l.SourceSpan)) &&
        HasSameProperties(other, diagnostic);

    private static bool HasSameProperties(Diagnostic other, Diagnostic diagnostic) =>
        other.Properties.Count == diagnostic.Properties.Count &&
        other.Properties.All(p => diagnostic.Properties.TryGetValue(p.Key, out var value) && value == p.Value);
}
