using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers.Rewriting;

/// <summary>Rewrites <c>x?.F()</c> as a statement that tests for null once and awaits the call.</summary>
internal static class NullTest
{
    /// <param name="statement">The statement that discards the call's result.</param>
    /// <param name="access">The call.</param>
    /// <param name="name">A variable for a receiver that must be evaluated once; null for a receiver that can be named twice.</param>
    public static StatementSyntax Of(StatementSyntax statement, ConditionalAccessExpressionSyntax access, string? name) =>
        Of(statement, access, name, static call => call);

    /// <summary>The same for another awaited expression than the call.</summary>
    public static StatementSyntax Of(
        StatementSyntax statement, ConditionalAccessExpressionSyntax access, string? name, Func<ExpressionSyntax,
            ExpressionSyntax> awaitable)
    {
        var (receiver, call) = Split(access);
        var leading = PreservedTrivia.Before(statement, receiver.Span.End, call.SpanStart);
        receiver = receiver.WithoutTrivia();
        var test = name is null ? $"{receiver} is not null" : $"{receiver} is {{ }} {name}";
        var awaited = awaitable(Bind(call, name is null ? receiver : IdentifierName(name))).WithoutLeadingTrivia()
            .WithTrailingTrivia(access.GetTrailingTrivia());
        var written = ParseStatement($"if ({test}) await X();");
        written = written
            .ReplaceNode(written.DescendantNodes().OfType<AwaitExpressionSyntax>().Last().Expression, awaited)
            .WithLeadingTrivia(leading)
            .WithTrailingTrivia(statement.GetTrailingTrivia());

        // An if without a block before an else would take the else.
        return statement.Parent is BlockSyntax or SwitchSectionSyntax ? written : InBlock(written);
    }

    /// <summary>The name that the variable for the receiver is derived from.</summary>
    public static string NameOf(ConditionalAccessExpressionSyntax access) => NameOf(Split(access).Receiver);

    /// <summary>The call alone, for a receiver that is not null.</summary>
    public static ExpressionSyntax CallOf(ConditionalAccessExpressionSyntax access) => CallOf(access, ReceiverOf(access).WithoutTrivia());

    /// <summary>The call on another receiver.</summary>
    public static ExpressionSyntax CallOf(ConditionalAccessExpressionSyntax access, ExpressionSyntax receiver) =>
        Bind(Split(access).Call, receiver);

    /// <summary>The expression that is tested for null.</summary>
    public static ExpressionSyntax ReceiverOf(ConditionalAccessExpressionSyntax access) => Split(access).Receiver;

    /// <summary>True for a variable or a field, which has the same value both times.</summary>
    public static bool CanNameTwice(IConditionalAccessOperation access) =>
        access is
        {
            Operation: ILocalReferenceOperation or IParameterReferenceOperation
            or IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation }
        } &&
        access.WhenNotNull is not IConditionalAccessOperation && access.Operation.Type?.IsValueType == false;

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
            MemberBindingExpressionSyntax member =>
                MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, receiver, member.OperatorToken, member.Name),
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
