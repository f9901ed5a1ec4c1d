using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers.Tokens;

/// <summary>An asynchronous sequence that a loop enumerates without a token: <c>xs</c> becomes <c>xs.WithCancellation(token)</c>.</summary>
internal static class SequenceToken
{
    public const string Kind = nameof(SequenceToken);

    private const string Token = nameof(Token);

    /// <summary>The enumerated sequence; null if it has a token already, or if a token would have no effect.</summary>
    public static ExpressionSyntax? Of(IForEachLoopOperation loop, KnownSymbols symbols)
    {
        var sequence = loop.Collection.WithoutConversions();
        if (sequence is IInvocationOperation { TargetMethod: { Name: "ConfigureAwait", IsExtensionMethod: true } } configured)
        {
            sequence = configured.Arguments[0].Value.WithoutConversions();
        }

        return loop.IsAsynchronous && sequence.Syntax is ExpressionSyntax syntax && TakesAToken(sequence, symbols) ? syntax : null;
    }

    public static Edit EditOf(string token) => new Edit(Kind).With(Token, token);

    /// <summary>Null if the method does not bind there.</summary>
    public static string? TextOf(ExpressionSyntax sequence, Edit edit, SemanticModel model)
    {
        var output = Build(sequence, edit);
        return model.GetSpeculativeSymbolInfo(sequence.SpanStart, output, SpeculativeBindingOption.BindAsExpression).Symbol is IMethodSymbol
            ? AwaitSyntax.Display(output.WithoutTrivia(), model, sequence.SpanStart)
            : null;
    }

    public static ExpressionSyntax Build(ExpressionSyntax sequence, Edit edit)
    {
        var operand = sequence.WithoutTrivia();
        if (operand is not (NameSyntax or InvocationExpressionSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax
            or ParenthesizedExpressionSyntax))
        {
            operand = ParenthesizedExpression(operand);
        }

        var call = (InvocationExpressionSyntax)ParseExpression($"x.WithCancellation({edit[Token]})");
        var method = (MemberAccessExpressionSyntax)call.Expression;
        return call.WithExpression(method.WithExpression(operand)).WithTriviaFrom(sequence);
    }

    private static bool TakesAToken(IOperation sequence, KnownSymbols symbols) => sequence switch
    {
        _ when sequence.Type?.Name != "IAsyncEnumerable" => false,
        IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation => true,
        IInvocationOperation call =>
            !HasToken(call, symbols) && TokenCall.Of(call, symbols) is null && PassesItOn(call.TargetMethod, symbols),
        _ => false,
    };

    private static bool HasToken(IInvocationOperation call, KnownSymbols symbols) =>
        call.Arguments.Any(a => symbols.IsCancellationToken(a.Parameter?.Type)) ||
        call.DescendantsAndSelf().Any(o => symbols.IsCancellationToken(o.Type));

    // An iterator without a parameter for it ignores the token, and so does a sequence in memory.
    private static bool PassesItOn(IMethodSymbol method, KnownSymbols symbols) =>
        !OwnCode.Contains(method.OriginalDefinition, symbols) && method.Name != "ToAsyncEnumerable" && !symbols.IsRuntime(method);
}
