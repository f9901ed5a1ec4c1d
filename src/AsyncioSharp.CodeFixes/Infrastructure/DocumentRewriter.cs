using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Simplification;

namespace AsyncioSharp.CodeFixes;

/// <summary>
/// One pass over a document for all its sites: functions become async once, then the sites are rewritten, innermost first.
/// </summary>
internal static class DocumentRewriter
{
    /// <param name="root">The document.</param>
    /// <param name="reported">All sites.</param>
    /// <param name="tracked">Nodes that the caller wants to find again.</param>
    /// <param name="rewrite">Writes one site.</param>
    public static SyntaxNode Run(SyntaxNode root, ImmutableArray<FixSite> reported, IReadOnlyList<SyntaxNode> tracked, Func<SyntaxNode,
        SyntaxNode, FixSite, SyntaxNode?> rewrite)
    {
        // Sites of one document may share a place, as two writes of a field share its declaration: the same rewrite happens once.
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

    /// <summary>Has the names simplified that are written out in full.</summary>
    public static SyntaxNode Simplify(SyntaxNode root)
    {
        var names = root.GetAnnotatedNodes(AwaitSyntax.FullName).ToList();
        return root.ReplaceNodes(names, (_, name) =>
            name.WithoutAnnotations(AwaitSyntax.FullName).WithAdditionalAnnotations(Simplifier.Annotation));
    }

    // What ends first comes first: inner nodes before outer ones, and otherwise in the order of the text.
    private static IEnumerable<T> InnermostFirst<T>(IEnumerable<T> items, Func<T, SyntaxNode> node) =>
        items.OrderBy(item => node(item).Span.End).ThenByDescending(item => node(item).SpanStart);
}
