using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers.Rewriting;

/// <summary>Writes <c>await x</c> with the parentheses and the trivia that its position requires.</summary>
internal static class AwaitSyntax
{
    /// <summary>Marks a fully qualified name, which the fix simplifies.</summary>
    public static readonly SyntaxAnnotation FullName = new("AsyncioSharp.FullName");

    // Expressions that bind at least as tightly as 'await'.
    private static readonly HashSet<SyntaxKind> Tight =
    [
        SyntaxKind.InvocationExpression, SyntaxKind.SimpleMemberAccessExpression, SyntaxKind.PointerMemberAccessExpression,
        SyntaxKind.IdentifierName, SyntaxKind.GenericName, SyntaxKind.ElementAccessExpression, SyntaxKind.ObjectCreationExpression,
        SyntaxKind.ParenthesizedExpression, SyntaxKind.ThisExpression, SyntaxKind.DefaultExpression, SyntaxKind.AwaitExpression,
        SyntaxKind.PostIncrementExpression, SyntaxKind.PostDecrementExpression, SyntaxKind.SuppressNullableWarningExpression,
    ];

    /// <summary>Returns the node that replaces <paramref name="old"/> and awaits <paramref name="operand"/>.</summary>
    public static ExpressionSyntax InPlaceOf(ExpressionSyntax old, ExpressionSyntax operand)
    {
        ExpressionSyntax node = operand == old
            ? Await(operand.WithoutTrivia())
            : AwaitExpression(Token(default, SyntaxKind.AwaitKeyword, TriviaList(Space)), Operand(operand));
        if (NeedsParentheses(old))
        {
            node = ParenthesizedExpression(node);
        }

        return node
            .WithLeadingTrivia(old.GetLeadingTrivia())
            .WithTrailingTrivia(node.GetTrailingTrivia().AddRange(old.GetTrailingTrivia()));
    }

    /// <summary><c>await operand</c>; the operand's leading trivia goes before the keyword.</summary>
    public static AwaitExpressionSyntax Await(ExpressionSyntax operand) =>
        AwaitExpression(
            Token(operand.GetLeadingTrivia(), SyntaxKind.AwaitKeyword, TriviaList(Space)),
            Operand(operand.WithoutLeadingTrivia()));

    public static ExpressionStatementSyntax Statement(ExpressionSyntax operand) => ExpressionStatement(Await(operand));

    /// <summary>Code from the file, as a message shows it.</summary>
    public static string Display(SyntaxNode code) => CodeDisplay.Of(code);

    /// <summary>Code written by a fix, as a message at this position shows it.</summary>
    public static string Display(SyntaxNode code, SemanticModel model, int position) => CodeDisplay.Of(code, model, position);

    public static bool IsComment(SyntaxTrivia trivia) =>
        !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia);

    private static ExpressionSyntax Operand(ExpressionSyntax operand) =>
        Tight.Contains(operand.Kind()) ? operand : ParenthesizedExpression(operand.WithoutTrivia()).WithTriviaFrom(operand);

    private static bool NeedsParentheses(ExpressionSyntax old) => old.Parent switch
    {
        MemberAccessExpressionSyntax parent => parent.Expression == old,
        ElementAccessExpressionSyntax parent => parent.Expression == old,
        ConditionalAccessExpressionSyntax parent => parent.Expression == old,
        InvocationExpressionSyntax parent => parent.Expression == old,
        PostfixUnaryExpressionSyntax => true,
        _ => false,
    };
}
