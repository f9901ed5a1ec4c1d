using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// Builds the coroutine that a nested <c>Run</c> was meant to run, for binding in the analyzer and for the fix, which awaits it.
/// </summary>
internal static class NestedRunReplacement
{
    /// <summary><c>Run(F())</c>: the argument.</summary>
    public const string Argument = nameof(Argument);

    /// <summary><c>Run(() => F())</c>: the body.</summary>
    public const string Body = nameof(Body);

    /// <summary><c>Run(async () => await F())</c>: the operand of the await.</summary>
    public const string AwaitedBody = nameof(AwaitedBody);

    /// <summary><c>Run(F)</c>: a call of the function.</summary>
    public const string Call = nameof(Call);

    /// <summary>The kind of the edit whose output binds to a coroutine with the same result; null if there is none.</summary>
    public static string? KindFor(IInvocationOperation run, InvocationExpressionSyntax syntax, KnownSymbols symbols,
        out ExpressionSyntax operand)
    {
        var value = ValueOf(syntax);
        var kind = KindOf(value, run, symbols);
        operand = kind is null ? value : Build(syntax, kind);
        if (kind is null)
        {
            return null;
        }

        var type = run.SemanticModel!.GetSpeculativeTypeInfo(syntax.SpanStart, operand, SpeculativeBindingOption.BindAsExpression).Type;
        var result = type is INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } ? arguments[0] : null;
        var isSame = run.Type?.SpecialType == SpecialType.System_Void
            ? result is null
            : SymbolEqualityComparer.Default.Equals(result, run.Type);
        return symbols.IsCoroutine(type) && isSame ? kind : null;
    }

    private static string? KindOf(ExpressionSyntax value, IInvocationOperation run, KnownSymbols symbols) => value switch
    {
        LambdaExpressionSyntax { ExpressionBody: AwaitExpressionSyntax, AsyncKeyword.RawKind: not 0 } => AwaitedBody,
        LambdaExpressionSyntax { ExpressionBody: not null, AsyncKeyword.RawKind: 0 } => Body,
        AnonymousFunctionExpressionSyntax => null,
        _ => symbols.IsCoroutine(run.TargetMethod.Parameters.FirstOrDefault()?.Type) ? Argument : Call,
    };

    public static ExpressionSyntax Build(InvocationExpressionSyntax run, string kind)
    {
        var value = ValueOf(run);
        var kept = (kind, value) switch
        {
            // Includes a body that an earlier fix of the same pass has made async.
            (AwaitedBody or Body, LambdaExpressionSyntax { AsyncKeyword.RawKind: not 0, ExpressionBody: AwaitExpressionSyntax body }) =>
                body.Expression,
            (Body, LambdaExpressionSyntax { ExpressionBody: { } body }) => body,
            _ => value,
        };
        var operand = (kind, value) switch
        {
            (Call, SimpleNameSyntax or MemberAccessExpressionSyntax) => Invoke(value.WithoutTrivia()),
            (Call, _) => Invoke(ParenthesizedExpression(value.WithoutTrivia())),
            _ => kept.WithoutTrivia(),
        };
        return PreservedTrivia.Around(operand, kept, run);
    }

    private static ExpressionSyntax ValueOf(InvocationExpressionSyntax run) => run.ArgumentList.Arguments[0].Expression;

    private static InvocationExpressionSyntax Invoke(ExpressionSyntax function) =>
        ((InvocationExpressionSyntax)ParseExpression("f()")).WithExpression(function);
}
