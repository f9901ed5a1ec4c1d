using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.Analyzers.Flow;

/// <summary>
/// Code that the parser had to guess at, because it is still being typed. It reads <c>Thread.S</c> above <c>await X();</c> as the
/// declaration of a variable <c>await</c>, and <c>X();</c> as a separate statement. A diagnostic for that code would disappear with the
/// next key.
/// </summary>
internal static class HalfTyped
{
    public static bool Is(SyntaxNode node)
    {
        // Prefilter: code that compiles has no syntax error anywhere.
        if (!node.SyntaxTree.GetRoot().ContainsDiagnostics)
        {
            return false;
        }

        var statement = node.FirstAncestorOrSelf<StatementSyntax>() ?? node;
        return node.ContainsDiagnostics || statement.ContainsDiagnostics || FollowsAGuess(statement) || IsInOpenBlock(node);
    }

    // What follows in the block is still unknown: a lock may be released, a task may be awaited. A block that is open in the middle of a
    // file takes the brace of the type, so that the last member of the type is the open one.
    private static bool IsInOpenBlock(SyntaxNode node)
    {
        for (var (inner, outer) = (node, node.Parent); outer is not null; (inner, outer) = (outer, outer.Parent))
        {
            var isOpen = outer switch
            {
                BlockSyntax block => block.CloseBraceToken.IsMissing,
                SwitchStatementSyntax choice => choice.CloseBraceToken.IsMissing,
                TypeDeclarationSyntax type => type.CloseBraceToken.IsMissing && type.Members.LastOrDefault() == inner,
                _ => false,
            };
            if (isOpen)
            {
                return true;
            }
        }

        return false;
    }

    // A token invented by the parser is missing; a token it could not use is skipped.
    private static bool FollowsAGuess(SyntaxNode statement)
    {
        var before = statement.GetFirstToken().GetPreviousToken(includeZeroWidth: true, includeSkipped: true);
        return before.IsMissing || before.ContainsDiagnostics;
    }
}
