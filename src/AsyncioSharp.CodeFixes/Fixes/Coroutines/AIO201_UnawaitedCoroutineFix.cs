using System.Composition;
using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.CodeFixes;

/// <summary>AIO201: awaits the coroutine where it is created.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnawaitedCoroutineFix))]
[Shared]
public sealed class UnawaitedCoroutineFix() : RuleFix(UnawaitedCoroutineAnalyzer.Id, "Await the coroutine")
{
    private protected override RuleAnalyzer CreateAnalyzer() => new UnawaitedCoroutineAnalyzer();

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix)
    {
        if (site is not ExpressionSyntax value)
        {
            return null;
        }

        if (fix.Edit.Kind == CoroutineAwait.InPlace)
        {
            return root.ReplaceNode(value, AwaitSyntax.InPlaceOf(value, value));
        }

        if (value.FirstAncestorOrSelf<StatementSyntax>() is not { } statement)
        {
            return null;
        }

        // An earlier fix of the same pass may have moved the declaration here.
        var isMoved = statement is LocalDeclarationStatementSyntax &&
            fix.Node.FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax;
        return fix.Edit.Kind switch
        {
            CoroutineAwait.WithoutTarget when isMoved => Redeclare(root, statement, value),
            CoroutineAwait.WithoutTarget => root.ReplaceNode(statement, AwaitStatement(statement, value)),
            CoroutineAwait.Redeclare => Redeclare(root, statement, value),
            CoroutineAwait.IfNotNull when value is ConditionalAccessExpressionSyntax access =>
                root.ReplaceNode(statement, NullTest.Of(statement, access, name: null)),
            CoroutineAwait.IfPattern when value is ConditionalAccessExpressionSyntax access =>
                root.ReplaceNode(statement,
                    NullTest.Of(statement, access, UniqueName.ForReceiver(access, statement, fix.Model, fix.Node.SpanStart))),
            _ => null,
        };
    }

    private static StatementSyntax AwaitStatement(StatementSyntax statement, ExpressionSyntax value)
    {
        var leading = PreservedTrivia.Before(statement, statement.SpanStart, value.SpanStart);
        return AwaitSyntax.Statement(value.WithLeadingTrivia(leading)).WithSemicolonToken(statement.GetLastToken());
    }

    private static SyntaxNode? Redeclare(SyntaxNode root, StatementSyntax statement, ExpressionSyntax value)
    {
        if (statement is not LocalDeclarationStatementSyntax { Declaration: { Variables.Count: 1 } declaration } ||
            statement.Parent is not BlockSyntax block)
        {
            return null;
        }

        var name = declaration.Variables[0].Identifier.ValueText;
        var next = block.Statements.SkipWhile(s => s != statement).Skip(1).FirstOrDefault(s =>
            s is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax left } } &&
                left.Identifier.ValueText == name);
        if (next is not ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } overwriting)
        {
            return null;
        }

        var variable = VariableDeclarator(Identifier(assignment.Left.GetLastToken().Text).WithTriviaFrom(assignment.Left.GetLastToken())
            .WithLeadingTrivia())
            .WithInitializer(EqualsValueClause(assignment.OperatorToken, assignment.Right));
        var redeclaration = LocalDeclarationStatement(
            VariableDeclaration(declaration.Type.WithLeadingTrivia(overwriting.GetLeadingTrivia()), SingletonSeparatedList(variable)))
            .WithSemicolonToken(overwriting.SemicolonToken);
        return root.ReplaceNodes([statement, overwriting], (old, _) => old == statement ? AwaitStatement(statement, value) : redeclaration);
    }
}
