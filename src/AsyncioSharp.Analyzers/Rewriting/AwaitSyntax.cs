using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers.Rewriting;

/// <summary>Writes <c>await x</c> with the parentheses and the trivia that the place needs.</summary>
internal static class AwaitSyntax
{
    /// <summary>Marks a name that is written out in full; the fix has it simplified.</summary>
    public static readonly SyntaxAnnotation FullName = new("AsyncioSharp.FullName");

    /// <summary>The node that takes the place of <paramref name="old"/> and awaits <paramref name="operand"/> there.</summary>
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

    /// <summary>The expression as a message shows it: one line, short names, no comments.</summary>
    public static string Display(SyntaxNode expression) =>
        string.Join(" ", WithoutComments(expression).ToString().Split(['\r', '\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries))
            .Replace("global::AsyncioSharp.", "")
            .Replace("global::System.Threading.Tasks.", "")
            .Replace("global::System.", "");

    private static SyntaxNode WithoutComments(SyntaxNode node) =>
        node.ReplaceTrivia(node.DescendantTrivia().Where(IsComment), static (_, _) => default);

    public static bool IsComment(SyntaxTrivia trivia) => !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia);

    private static ExpressionSyntax Operand(ExpressionSyntax operand) =>
        operand is InvocationExpressionSyntax or MemberAccessExpressionSyntax or SimpleNameSyntax or ElementAccessExpressionSyntax
            or ObjectCreationExpressionSyntax or ParenthesizedExpressionSyntax or ThisExpressionSyntax or DefaultExpressionSyntax or AwaitExpressionSyntax
            or PostfixUnaryExpressionSyntax
            ? operand
            : ParenthesizedExpression(operand.WithoutTrivia()).WithTriviaFrom(operand);

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
