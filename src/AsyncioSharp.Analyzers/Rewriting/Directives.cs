using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AsyncioSharp.Analyzers.Rewriting;

/// <summary>Preprocessor directives that an edit would have to move.</summary>
internal static class Directives
{
    /// <summary>
    /// Does a directive stand inside the node? One in front of its first token stays where it is: that is where an editor writes
    /// <c>#pragma warning disable</c>, and it may neither change the id of a finding nor take its fix.
    /// </summary>
    public static bool AreInside(SyntaxNode node) => AreInside(node, node.Span.End);

    /// <summary>The same up to a position in the node.</summary>
    public static bool AreInside(SyntaxNode node, int end) => node.ContainsDirectives &&
        node.DescendantTrivia().Any(trivia => trivia.IsDirective && trivia.SpanStart >= node.SpanStart && trivia.SpanStart < end);

    /// <summary>
    /// Does the node contain an <c>#if</c>, so that an edit of several statements might mean something else where it is not taken?
    /// </summary>
    public static bool AreConditional(SyntaxNode node) =>
        node.ContainsDirectives && node.DescendantTrivia().Any(static trivia => trivia.Kind() is
            SyntaxKind.IfDirectiveTrivia or SyntaxKind.ElifDirectiveTrivia or SyntaxKind.ElseDirectiveTrivia
                or SyntaxKind.EndIfDirectiveTrivia);
}
