using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.CodeFixes;

/// <summary>Writes an await at the end of the block around a statement: before the jump that ends it, or as its last statement.</summary>
internal static class BlockEndWriter
{
    /// <summary><c>var name = value;</c> in place of the statement.</summary>
    public static LocalDeclarationStatementSyntax Declare(string name, ExpressionSyntax value, StatementSyntax statement)
    {
        var variable = VariableDeclarator(Identifier(default, name, TriviaList(Space)))
            .WithInitializer(EqualsValueClause(Token(default, SyntaxKind.EqualsToken, TriviaList(Space)), value.WithoutLeadingTrivia()));
        var type = IdentifierName(Identifier(PreservedTrivia.Before(statement, statement.SpanStart, value.SpanStart), "var",
            TriviaList(Space)));
        return LocalDeclarationStatement(VariableDeclaration(type, SingletonSeparatedList(variable)))
            .WithSemicolonToken(statement.GetLastToken());
    }

    /// <summary>Replaces the statement with <paramref name="kept"/>, and adds <c>await name;</c> at the end of its block.</summary>
    public static SyntaxNode Append(SyntaxNode root, StatementSyntax statement, StatementSyntax kept, string name, FixSite fix)
    {
        var siblings = BlockEnd.Siblings(statement);
        var isLast = siblings.Last() == statement;
        var statements = siblings.Replace(statement, kept);
        var last = statements.Last();
        var end = isLast || !BlockEnd.IsJump(siblings.Last()) ? After(last, name) : Before(last, siblings.Last(), name, fix);
        statements = List(statements.Take(statements.Count - 1).Concat(end));
        SyntaxNode parent = statement.Parent switch
        {
            BlockSyntax block => block.WithStatements(statements),
            SwitchSectionSyntax section => section.WithStatements(statements),
            _ => statement.Parent!,
        };
        return root.ReplaceNode(statement.Parent!, parent);
    }

    private static IEnumerable<StatementSyntax> After(StatementSyntax last, string name)
    {
        var line = LineEnd(last);
        return line.Any()
            ? [last, Await(name).WithLeadingTrivia(Indentation(last)).WithTrailingTrivia(line)]
            : [last.WithTrailingTrivia(last.GetTrailingTrivia().Any() ? last.GetTrailingTrivia() : TriviaList(Space)),
                Await(name).WithTrailingTrivia(last.GetTrailingTrivia())];
    }

    private static IEnumerable<StatementSyntax> Before(StatementSyntax jump, StatementSyntax original, string name, FixSite fix)
    {
        var line = LineEnd(jump);
        var separator = line.Any() ? line : TriviaList(Space);
        var await = Await(name).WithLeadingTrivia(Indentation(jump)).WithTrailingTrivia(separator);

        // The value is computed at the same place; only the function ends later.
        if (jump is ReturnStatementSyntax { Expression: { } value } result &&
            !BlockEnd.IsStable(((ReturnStatementSyntax)original).Expression!))
        {
            var variable = UniqueName.Of("result", original, fix.Model, fix.Node.SpanStart);
            var declaration = Declare(variable, value, result).WithLeadingTrivia(result.GetLeadingTrivia()).WithTrailingTrivia(separator);
            return [declaration, await, result.WithExpression(IdentifierName(variable)).WithLeadingTrivia(Indentation(jump))];
        }

        return [await, jump];
    }

    private static ExpressionStatementSyntax Await(string name) =>
        AwaitSyntax.Statement(IdentifierName(Identifier(default, name, default)))
            .WithSemicolonToken(Token(default, SyntaxKind.SemicolonToken, default));

    private static SyntaxTriviaList LineEnd(StatementSyntax statement) =>
        TriviaList(statement.GetTrailingTrivia().Where(t => t.IsKind(SyntaxKind.EndOfLineTrivia)).Take(1));

    private static SyntaxTriviaList Indentation(StatementSyntax statement) =>
        TriviaList(statement.GetLeadingTrivia().Reverse().TakeWhile(t => t.IsKind(SyntaxKind.WhitespaceTrivia)).Take(1));
}
