using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers.Rewriting;

/// <summary>Keeps the comments of removed tokens around the code that a fix writes.</summary>
internal static class PreservedTrivia
{
    /// <summary>The new node, with the comments around the kept part of the old node.</summary>
    public static ExpressionSyntax Around(ExpressionSyntax node, ExpressionSyntax kept, ExpressionSyntax old) => node
        .WithLeadingTrivia(Between(old, old.SpanStart, kept.SpanStart, default))
        .WithTrailingTrivia(After(old, kept.Span.End));

    /// <summary>The statement's leading trivia, followed by the comments between two positions.</summary>
    public static SyntaxTriviaList Before(StatementSyntax statement, int start, int end)
    {
        var leading = statement.GetLeadingTrivia();
        var indentation = leading.Reverse().TakeWhile(t => t.IsKind(SyntaxKind.WhitespaceTrivia)).Take(1);
        return leading.AddRange(Between(statement, start, end, TriviaList(indentation)));
    }

    private static SyntaxTriviaList Between(SyntaxNode node, int start, int end, SyntaxTriviaList indentation)
    {
        var kept = TriviaList();
        var inLine = false;
        foreach (var trivia in node.DescendantTrivia().Where(t => t.SpanStart >= start && t.Span.End <= end))
        {
            if (trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
            {
                kept = kept.Add(trivia).Add(Space);
            }
            else if (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia))
            {
                kept = kept.Add(trivia);
                inLine = true;
            }
            else if (inLine && trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            {
                kept = kept.Add(trivia).AddRange(indentation);
                inLine = false;
            }
        }

        return kept;
    }

    private static SyntaxTriviaList After(SyntaxNode node, int start)
    {
        var comments = Between(node, start, node.Span.End, default);
        return comments.Count == 0 ? comments : comments.Last().IsKind(SyntaxKind.WhitespaceTrivia)
            ? comments.RemoveAt(comments.Count - 1).Insert(0, Space)
            : comments.Insert(0, Space);
    }
}
