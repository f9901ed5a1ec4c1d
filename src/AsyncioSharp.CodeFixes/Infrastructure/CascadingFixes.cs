using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
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

    /// <summary>Writes the edit of a fix and fixes findings that are new.</summary>
    /// <param name="before">The document without the edit.</param>
    /// <param name="fix">Its own findings stay.</param>
    /// <param name="write">Writes the edit. The nodes that it gets can be found afterwards.</param>
    /// <param name="token">Stops the work.</param>
    public static async Task<DocumentFindings> RunAsync(
        DocumentFindings before, RuleFix fix, Func<IReadOnlyList<SyntaxNode>, Task<Document>> write, CancellationToken token)
    {
        IReadOnlyList<RuleFix> others = [.. Fixes.Where(other => other.EquivalenceKey != fix.EquivalenceKey)];
        var findings = new DocumentFindings(await write([]).ConfigureAwait(false));
        if (!SitesOf(await findings.AllAsync(token).ConfigureAwait(false), others).Any())
        {
            return findings;
        }

        var known = await NodesOf(before, others, token).ConfigureAwait(false);
        return await RunAsync(await write(known).ConfigureAwait(false), others, known, token).ConfigureAwait(false);
    }

    private static async Task<DocumentFindings> RunAsync(
        Document document, IReadOnlyList<RuleFix> others, IReadOnlyList<SyntaxNode> known, CancellationToken token)
    {
        while (true)
        {
            var findings = new DocumentFindings(document);
            var root = (await document.GetSyntaxRootAsync(token).ConfigureAwait(false))!;
            var old = new HashSet<SyntaxNode>(known.SelectMany(node => root.GetCurrentNodes(node)));
            var found = SitesOf(await findings.AllAsync(token).ConfigureAwait(false), others)
                .Where(site => !old.Contains(NodeOf(site, root))).ToImmutableArray();
            if (others.FirstOrDefault(other => found.Any(site => IsOf(site, other))) is not { } next)
            {
                return findings;
            }

            var sites = await next.AgreedAsync(InAllTargets(document, root), [.. found.Where(site => IsOf(site, next))], token)
                .ConfigureAwait(false);
            document = await next.WriteAsync(document, sites, [], token).ConfigureAwait(false);
            others = [.. others.Where(other => other != next)];
        }
    }

    // The findings that existed before, to be tracked in the edit.
    private static async Task<IReadOnlyList<SyntaxNode>> NodesOf(
        DocumentFindings before, IReadOnlyList<RuleFix> fixes, CancellationToken token)
    {
        var root = (await before.Document.GetSyntaxRootAsync(token).ConfigureAwait(false))!;
        return [.. SitesOf(await before.AllAsync(token).ConfigureAwait(false), fixes).Select(site => NodeOf(site, root))];
    }

    private static bool IsOf(Diagnostic site, RuleFix fix) => fix.FixableDiagnosticIds.Contains(site.Id);

    private static IEnumerable<Diagnostic> SitesOf(IReadOnlyList<Diagnostic> findings, IReadOnlyList<RuleFix> fixes) =>
        findings.Where(site => site.Severity != DiagnosticSeverity.Hidden && fixes.Any(fix => IsOf(site, fix)));

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
