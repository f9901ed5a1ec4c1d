using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers.Rewriting;

/// <summary>Line ends and indentation of new lines, copied from the surrounding code.</summary>
internal static class LineLayout
{
    /// <summary>The line end after the statement; empty if other code follows on the line.</summary>
    public static SyntaxTriviaList EndOf(SyntaxNode statement) =>
        TriviaList(statement.GetTrailingTrivia().Where(t => t.IsKind(SyntaxKind.EndOfLineTrivia)).Take(1));

    /// <summary>The indentation of the statement's line.</summary>
    public static SyntaxTriviaList IndentationOf(SyntaxNode statement) => IndentationOf(statement.GetLeadingTrivia());

    /// <summary>One level deeper, in the indentation unit of the line.</summary>
    public static SyntaxTriviaList Deeper(SyntaxTriviaList indentation) => TriviaList(Whitespace(indentation + Unit(indentation)));

    /// <summary>The statement with all its lines one level deeper. Text inside literals is not changed.</summary>
    public static StatementSyntax Indented(StatementSyntax statement, SyntaxTriviaList indentation)
    {
        var unit = Unit(indentation);
        return statement.ReplaceTokens(
            statement.DescendantTokens().Where(token => IsFirstOnLine(token, statement)),
            (_, token) => token.WithLeadingTrivia(Indented(token.LeadingTrivia, unit)));
    }

    /// <summary>Removes leading empty lines: a block begins with its first line of code.</summary>
    public static StatementSyntax WithoutEmptyLines(StatementSyntax statement)
    {
        var leading = statement.GetLeadingTrivia();
        var skipped = 0;
        for (var i = 0;
            i < leading.Count && (leading[i].IsKind(SyntaxKind.WhitespaceTrivia) || leading[i].IsKind(SyntaxKind.EndOfLineTrivia)); i++)
        {
            skipped = leading[i].IsKind(SyntaxKind.EndOfLineTrivia) ? i + 1 : skipped;
        }

        return statement.WithLeadingTrivia(leading.Skip(skipped));
    }

    public static SyntaxTriviaList IndentationOf(SyntaxTriviaList leading)
    {
        var line = leading.Reverse().TakeWhile(t => !t.IsKind(SyntaxKind.EndOfLineTrivia)).LastOrDefault();
        return line.IsKind(SyntaxKind.WhitespaceTrivia) ? TriviaList(line) : TriviaList();
    }

    private static string Unit(SyntaxTriviaList indentation) => indentation.ToString().IndexOf('\t') >= 0 ? "\t" : "    ";

    private static bool IsFirstOnLine(SyntaxToken token, SyntaxNode statement) =>
        token == statement.GetFirstToken() || token.GetPreviousToken().TrailingTrivia.Any(t => t.IsKind(SyntaxKind.EndOfLineTrivia));

    // Comments on separate lines stay on separate lines; empty lines stay empty.
    private static SyntaxTriviaList Indented(SyntaxTriviaList leading, string unit)
    {
        var lines = TriviaList();
        var isStart = true;
        foreach (var trivia in leading)
        {
            if (isStart && !trivia.IsKind(SyntaxKind.EndOfLineTrivia) &&
                !(trivia.IsKind(SyntaxKind.WhitespaceTrivia) && IsBeforeLineEnd(leading, trivia)))
            {
                lines = lines.Add(Whitespace(unit));
                isStart = false;
            }

            lines = lines.Add(trivia);
            isStart |= trivia.IsKind(SyntaxKind.EndOfLineTrivia);
        }

        return isStart ? lines.Add(Whitespace(unit)) : lines;
    }

    private static bool IsBeforeLineEnd(SyntaxTriviaList leading, SyntaxTrivia whitespace)
    {
        var next = leading.IndexOf(whitespace) + 1;
        return next < leading.Count && leading[next].IsKind(SyntaxKind.EndOfLineTrivia);
    }
}
