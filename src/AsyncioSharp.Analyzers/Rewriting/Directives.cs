using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

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
    /// True if an <c>#if</c> is inside the node, up to a position in it. Other directives stay where they are while an await is put in
    /// front of a call.
    /// </summary>
    public static bool AreConditionalInside(SyntaxNode node, int end) => node.ContainsDirectives &&
        node.DescendantTrivia().Any(trivia => IsConditional(trivia) && trivia.SpanStart >= node.SpanStart && trivia.SpanStart < end);

    /// <summary>
    /// True if the node contains an <c>#if</c>, so that an edit of several statements may have another meaning where the condition is
    /// false.
    /// </summary>
    public static bool AreConditional(SyntaxNode node) => node.ContainsDirectives && node.DescendantTrivia().Any(IsConditional);

    /// <summary>
    /// True if a directive inside the code takes the fix of a finding there, and a <c>#pragma</c> disables its id. The finding then keeps
    /// this id, so that the suppression still counts: the second pragma that an IDE writes stands behind the first line of a statement.
    /// </summary>
    public static bool Suppress(string id, SyntaxNode site, SyntaxNode edited) => AreInside(edited) && AreDisabling(id, site);

    public static bool IsConditional(SyntaxTrivia trivia) => trivia.Kind() is SyntaxKind.IfDirectiveTrivia
        or SyntaxKind.ElifDirectiveTrivia or SyntaxKind.ElseDirectiveTrivia or SyntaxKind.EndIfDirectiveTrivia;

    private static bool AreDisabling(string id, SyntaxNode node)
    {
        var isDisabled = false;
        var root = node.SyntaxTree.GetRoot();
        for (var pragma = Next(root.GetFirstDirective()); pragma is not null && pragma.SpanStart < node.SpanStart;
            pragma = Next(pragma.GetNextDirective()))
        {
            if (pragma is { IsActive: true, ErrorCodes: var codes } && (codes.Count == 0 || codes.Any(code => code.ToString() == id)))
            {
                isDisabled = pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword);
            }
        }

        return isDisabled;
    }

    private static PragmaWarningDirectiveTriviaSyntax? Next(DirectiveTriviaSyntax? directive)
    {
        while (directive is not (null or PragmaWarningDirectiveTriviaSyntax))
        {
            directive = directive.GetNextDirective();
        }

        return (PragmaWarningDirectiveTriviaSyntax?)directive;
    }
}
