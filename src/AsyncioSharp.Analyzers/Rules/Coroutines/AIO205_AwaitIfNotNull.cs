using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers;

/// <summary>An await that is skipped if there is nothing to await.</summary>
internal static class AwaitIfNotNull
{
    /// <summary><c>await x?.F();</c> becomes <c>if (x is not null) await x.F();</c></summary>
    public const string Statement = nameof(Statement);

    /// <summary>The same for a receiver that must be evaluated once: <c>if (x.Y is { } y) await y.F();</c></summary>
    public const string StatementPattern = nameof(StatementPattern);

    /// <summary><c>await x?.V()</c> becomes <c>x is null ? default : await x.V()</c></summary>
    public const string Value = nameof(Value);

    /// <summary><c>await x.Y?.V()</c> becomes <c>x.Y is { } y ? await y.V() : default</c></summary>
    public const string ValuePattern = nameof(ValuePattern);

    public static string? KindOf(IAwaitOperation awaited, AwaitExpressionSyntax syntax, IConditionalAccessOperation access)
    {
        var isSimple = NullTest.CanNameTwice(access);
        if (syntax.Parent is ExpressionStatementSyntax statement)
        {
            return Directives.AreInside(statement) ? null : isSimple ? Statement : StatementPattern;
        }

        // An await without a result has no alternative value.
        return awaited.Type is null or { SpecialType: SpecialType.System_Void } || Directives.AreInside(syntax) ||
            !awaited.Type.CanBeReferencedByName && awaited.Type is not IArrayTypeSymbol
            ? null
            : isSimple ? Value : ValuePattern;
    }

    /// <summary>The code that the fix writes, for the message.</summary>
    public static string TextOf(AwaitExpressionSyntax awaited, string kind, SemanticModel model) =>
        AwaitSyntax.Display(Build(awaited, kind, NameFor(awaited, kind, awaited, model, awaited.SpanStart)).WithoutTrivia()).TrimEnd(';');

    /// <summary>A new variable for the receiver; null if the receiver can be named twice.</summary>
    public static string? NameFor(AwaitExpressionSyntax awaited, string kind, SyntaxNode node, SemanticModel model, int position) =>
        kind is StatementPattern or ValuePattern && Access(awaited) is { } access
            ? UniqueName.ForReceiver(access, node, model, position)
            : null;

    /// <summary>A statement, or an expression that replaces the await.</summary>
    public static SyntaxNode Build(AwaitExpressionSyntax awaited, string kind, string? name)
    {
        if (Access(awaited) is not { } access)
        {
            return awaited;
        }

        if (kind is Statement or StatementPattern && awaited.Parent is ExpressionStatementSyntax statement)
        {
            return NullTest.Of(statement, access, name);
        }

        var receiver = NullTest.ReceiverOf(access).WithoutTrivia();
        var call = NullTest.CallOf(access, name is null ? receiver : IdentifierName(name)).WithoutTrivia();
        ExpressionSyntax value = ParseExpression(name is null
            ? $"{receiver} is null ? default : await {call}"
            : $"{receiver} is {{ }} {name} ? await {call} : default");
        return (StandsAlone(awaited) ? value : ParenthesizedExpression(value)).WithTriviaFrom(awaited);
    }

    private static ConditionalAccessExpressionSyntax? Access(AwaitExpressionSyntax awaited)
    {
        var operand = awaited.Expression;
        while (operand is ParenthesizedExpressionSyntax
            or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
        {
            operand = operand is ParenthesizedExpressionSyntax inner ? inner.Expression : ((PostfixUnaryExpressionSyntax)operand).Operand;
        }

        return operand as ConditionalAccessExpressionSyntax;
    }

    private static bool StandsAlone(AwaitExpressionSyntax awaited) => awaited.Parent switch
    {
        EqualsValueClauseSyntax or ArgumentSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax or ParenthesizedExpressionSyntax
            or LambdaExpressionSyntax => true,
        AssignmentExpressionSyntax assignment => assignment.Right == awaited,
        _ => false,
    };
}
