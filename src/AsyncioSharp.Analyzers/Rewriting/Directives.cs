using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AsyncioSharp.Analyzers.Rewriting;

/// <summary>Finds preprocessor directives that an edit would have to move.</summary>
internal static class Directives
{
    /// <summary>
    /// True if a directive is inside the node. A directive before its first token is not moved: editors insert
    /// <c>#pragma warning disable</c> there, and it must not change the id of a diagnostic or remove its fix.
    /// </summary>
    public static bool AreInside(SyntaxNode node) => AreInside(node, node.Span.End);

    /// <summary>The same, up to a position in the node.</summary>
    public static bool AreInside(SyntaxNode node, int end) => node.ContainsDirectives &&
        node.DescendantTrivia().Any(trivia => trivia.IsDirective && trivia.SpanStart >= node.SpanStart && trivia.SpanStart < end);

    /// <summary>
    /// True if the node contains an <c>#if</c>, so that an edit of several statements may have another meaning where the condition is
    /// false.
    /// </summary>
    public static bool AreConditional(SyntaxNode node) =>
        node.ContainsDirectives && node.DescendantTrivia().Any(static trivia => trivia.Kind() is
            SyntaxKind.IfDirectiveTrivia or SyntaxKind.ElifDirectiveTrivia or SyntaxKind.ElseDirectiveTrivia
                or SyntaxKind.EndIfDirectiveTrivia);
}
