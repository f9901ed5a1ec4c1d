using AsyncioSharp.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.CodeFixes;

/// <summary>Writes <c>x?.F()</c> as a statement that tests for null once and awaits the call.</summary>
internal static class NullTest
{
    public static StatementSyntax Of(StatementSyntax statement, ConditionalAccessExpressionSyntax access, SiteFix fix)
    {
        var (receiver, call) = Split(access);
        var leading = KeptComments.Before(statement, receiver.Span.End, call.SpanStart);
        receiver = receiver.WithoutTrivia();
        var isPattern = fix.Form == CoroutineAwait.IfPattern;
        var name = isPattern ? UniqueName.Of(UniqueName.From(NameOf(receiver)), statement, fix.Model, fix.Node.SpanStart) : null;
        var test = isPattern ? $"{receiver} is {{ }} {name}" : $"{receiver} is not null";
        var awaited = Bind(call, isPattern ? IdentifierName(name!) : receiver).WithoutLeadingTrivia().WithTrailingTrivia(access.GetTrailingTrivia());
        var written = ParseStatement($"if ({test}) await X();");
        written = written
            .ReplaceNode(written.DescendantNodes().OfType<AwaitExpressionSyntax>().Last().Expression, awaited)
            .WithLeadingTrivia(leading)
            .WithTrailingTrivia(statement.GetTrailingTrivia());

        // A bare if in front of an else would take the else.
        return statement.Parent is BlockSyntax or SwitchSectionSyntax ? written : InBlock(written);
    }

    private static BlockSyntax InBlock(StatementSyntax statement) =>
        Block(
            Token(statement.GetLeadingTrivia(), SyntaxKind.OpenBraceToken, TriviaList(Space)),
            SingletonList(statement.WithLeadingTrivia().WithTrailingTrivia(Space)),
            Token(default, SyntaxKind.CloseBraceToken, statement.GetTrailingTrivia()));

    // a?.b?.F(): everything up to the last question mark is the receiver.
    private static (ExpressionSyntax Receiver, ExpressionSyntax Call) Split(ConditionalAccessExpressionSyntax access)
    {
        if (access.WhenNotNull is not ConditionalAccessExpressionSyntax inner)
        {
            return (access.Expression, access.WhenNotNull);
        }

        var (receiver, call) = Split(inner);
        return (access.WithWhenNotNull(receiver), call);
    }

    private static ExpressionSyntax Bind(ExpressionSyntax call, ExpressionSyntax receiver)
    {
        var binding = call.DescendantNodesAndSelf().First(n => n is MemberBindingExpressionSyntax or ElementBindingExpressionSyntax);
        ExpressionSyntax bound = binding switch
        {
            MemberBindingExpressionSyntax member => MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, receiver, member.OperatorToken, member.Name),
            ElementBindingExpressionSyntax element => ElementAccessExpression(receiver, element.ArgumentList),
            _ => receiver,
        };
        return call.ReplaceNode(binding, bound);
    }

    private static string NameOf(ExpressionSyntax receiver) => receiver switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax member => member.Name.Identifier.ValueText,
        ConditionalAccessExpressionSyntax access => NameOf(access.WhenNotNull),
        InvocationExpressionSyntax call => NameOf(call.Expression),
        _ => "value",
    };
}
