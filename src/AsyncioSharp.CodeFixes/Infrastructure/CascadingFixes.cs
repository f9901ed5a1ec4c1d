using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AsyncioSharp.CodeFixes;

/// <summary>
/// The code that a fix writes may be reported by another rule: a call that takes a token, an await in a <c>try</c> that catches everything
/// or while a lock is held. The other fix runs in the same edit, because <c>dotnet format</c> asks each rule once, in an order of its
/// choice. The other rule decides on the written code, with the user's severities and suppressions. Findings that it reported before are
/// left to its own fix.
/// </summary>
internal static class CascadingFixes
{
    // The rules about awaits; cancellations arrive through tokens. Suggestions that the edit makes possible (AIO208, AIO701, AIO702) are
    // left to the next run.
    private static readonly ImmutableArray<RuleFix> Fixes =
    [
        .. from type in typeof(RuleFix).Assembly.GetTypes()
           let cascades = type.GetCustomAttribute<CascadesAttribute>()
           where cascades is not null
           orderby cascades.Order
           select (RuleFix)Activator.CreateInstance(type),
    ];

    /// <summary>The findings that existed before, to be tracked in the edit.</summary>
    public static async Task<IReadOnlyList<SyntaxNode>> KnownAsync(Document document, RuleFix fix, CancellationToken token)
    {
        var root = (await document.GetSyntaxRootAsync(token).ConfigureAwait(false))!;
        var found = await FindAsync(document, Others(fix), token).ConfigureAwait(false);
        return [.. found.Select(site => NodeOf(site, root))];
    }

    /// <summary>Fixes findings that are new.</summary>
    public static async Task<Document> RunAsync(Document document, RuleFix fix, IReadOnlyList<SyntaxNode> known, CancellationToken token)
    {
        for (var others = Others(fix); others.Count > 0;)
        {
            var root = (await document.GetSyntaxRootAsync(token).ConfigureAwait(false))!;
            var old = new HashSet<SyntaxNode>(known.SelectMany(node => root.GetCurrentNodes(node)));
            var found = (await FindAsync(document, others, token).ConfigureAwait(false)).Where(site => !old.Contains(NodeOf(site, root)))
                .ToImmutableArray();
            if (others.FirstOrDefault(other => found.Any(site => IsOf(site, other))) is not { } next)
            {
                return document;
            }

            var sites = await next.AgreedAsync(InAllTargets(document, root), [.. found.Where(site => IsOf(site, next))], token)
                .ConfigureAwait(false);
            document = await next.WriteAsync(document, sites, [], token).ConfigureAwait(false);
            others = [.. others.Where(other => other != next)];
        }

        return document;
    }

    private static IReadOnlyList<RuleFix> Others(RuleFix fix) => [.. Fixes.Where(other => other.EquivalenceKey != fix.EquivalenceKey)];

    private static bool IsOf(Diagnostic site, RuleFix fix) => fix.FixableDiagnosticIds.Contains(site.Id);

    private static async Task<IReadOnlyList<Diagnostic>> FindAsync(Document document, IReadOnlyList<RuleFix> fixes, CancellationToken token)
    {
        if (fixes.Count == 0 || await document.GetSemanticModelAsync(token).ConfigureAwait(false) is not { } model)
        {
            return [];
        }

        var compilation = model.Compilation.WithAnalyzers([.. fixes.Select(static fix => fix.Rule)], document.Project.AnalyzerOptions);
        var found = await compilation.GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, token).ConfigureAwait(false);
        return [.. found.Where(site => site.Severity != DiagnosticSeverity.Hidden && fixes.Any(fix => IsOf(site, fix)))];
    }

    private static SyntaxNode NodeOf(Diagnostic site, SyntaxNode root) =>
        root.FindNode(site.Location.SourceSpan, getInnermostNodeForTie: true);

    // The other projects that compile the file see the written code, too.
    private static Document InAllTargets(Document document, SyntaxNode root)
    {
        var solution = document.Project.Solution;
        foreach (var id in document.GetLinkedDocumentIds())
        {
            solution = solution.WithDocumentText(id, SourceText.From(root.ToFullString()));
        }

        return solution.GetDocument(document.Id)!;
    }
}
