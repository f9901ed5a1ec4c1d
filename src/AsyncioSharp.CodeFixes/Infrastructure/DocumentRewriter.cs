using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Simplification;

namespace AsyncioSharp.CodeFixes;

/// <summary>
/// One pass over a document for all its sites: functions become async once, then the sites are rewritten, innermost first.
/// </summary>
internal static class DocumentRewriter
{
    /// <param name="root">The root of the document.</param>
    /// <param name="reported">All sites.</param>
    /// <param name="tracked">Nodes that the caller wants to find afterwards.</param>
    /// <param name="rewrite">Rewrites one site.</param>
    public static SyntaxNode Run(SyntaxNode root, ImmutableArray<FixSite> reported, IReadOnlyList<SyntaxNode> tracked, Func<SyntaxNode,
        SyntaxNode, FixSite, SyntaxNode?> rewrite)
    {
        // Sites of one document may share a location, as two writes of a field share its declaration: the same rewrite is done once.
        var sites = reported.GroupBy(s => (s.Node, s.Edit)).Select(same => same.First()).ToList();
        var functions = sites.Where(s => s.Edit.MakeAsync && s.Function is not null).GroupBy(s => s.Function!).ToList();
        var completed = functions.SelectMany(f => f.First().CompletedResults()).ToList();
        var current = root.TrackNodes(reported.SelectMany(s => s.EditLocations).Concat(functions.Select(f => f.Key)).Concat(completed)
            .Concat(tracked).Distinct());
        foreach (var function in InnermostFirst(functions, f => f.Key))
        {
            if (current.GetCurrentNode(function.Key) is { } node)
            {
                var ends = new HashSet<SyntaxNode>(completed.Select(c => current.GetCurrentNode(c)).OfType<SyntaxNode>());
                current = current.ReplaceNode(node, AsyncFunctionSyntax.MakeAsync(node, function.First().ReturnsValue, ends.Contains));
            }
        }

        foreach (var site in InnermostFirst(sites, s => s.Node))
        {
            if (current.GetCurrentNode(site.Node) is { } node)
            {
                current = rewrite(current, node, site) ?? current;
            }
        }

        return Simplify(current);
    }

    /// <summary>Marks fully qualified names for simplification.</summary>
    public static SyntaxNode Simplify(SyntaxNode root)
    {
        var names = root.GetAnnotatedNodes(AwaitSyntax.FullName).ToList();
        return root.ReplaceNodes(names, (_, name) =>
            name.WithoutAnnotations(AwaitSyntax.FullName).WithAdditionalAnnotations(Simplifier.Annotation));
    }

    // Ordered by end position: inner nodes before outer ones, otherwise in text order.
    private static IEnumerable<T> InnermostFirst<T>(IEnumerable<T> items, Func<T, SyntaxNode> node) =>
        items.OrderBy(item => node(item).Span.End).ThenByDescending(item => node(item).SpanStart);
}
