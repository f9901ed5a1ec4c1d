using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>Everything that all rules together report about a source: exactly what its markup says, and nothing where it has none.</summary>
internal static class AllRules
{
    public static async Task Report(string markup)
    {
        TestFileMarkupParser.GetSpans(markup, out var source, out ImmutableDictionary<string, ImmutableArray<TextSpan>> spans);
        var found = await RuleCatalog.AnalyzeAsync(source);
        Assert.Empty(found.Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.ToString()));
        Assert.Equal(
            spans.SelectMany(static id => id.Value.Select(span => $"{id.Key} {span.Start}")).Order(StringComparer.Ordinal),
            found.Where(static d => !d.IsSuppressed && d.Id.StartsWith("AIO", StringComparison.Ordinal))
                .Select(static d => $"{d.Id} {d.Location.SourceSpan.Start}").Order(StringComparer.Ordinal));
    }
}
