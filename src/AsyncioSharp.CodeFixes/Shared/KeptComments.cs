using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.CodeFixes;

/// <summary>The comments of tokens that a fix removes go in front of what it writes.</summary>
internal static class KeptComments
{
    /// <summary>The statement's leading trivia, and behind it the comments that stand between these two positions.</summary>
    public static SyntaxTriviaList Before(StatementSyntax statement, int start, int end)
    {
        var leading = statement.GetLeadingTrivia();
        var indentation = leading.Reverse().TakeWhile(t => t.IsKind(SyntaxKind.WhitespaceTrivia)).Take(1).ToList();
        var pending = false;
        foreach (var trivia in statement.DescendantTrivia().Where(t => t.SpanStart >= start && t.Span.End <= end))
        {
            if (trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
            {
                leading = leading.Add(trivia).Add(Space);
            }
            else if (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia))
            {
                leading = leading.Add(trivia);
                pending = true;
            }
            else if (pending && trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            {
                leading = leading.Add(trivia).AddRange(indentation);
                pending = false;
            }
        }

        return leading;
    }
}
