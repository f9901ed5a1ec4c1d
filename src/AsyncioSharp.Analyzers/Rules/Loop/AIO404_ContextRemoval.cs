using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers;

/// <summary>Builds an awaited value without its <c>ConfigureAwait(false)</c>.</summary>
internal static class ContextRemoval
{
    /// <summary><c>t.ConfigureAwait(false)</c> becomes <c>t</c>.</summary>
    public const string Remove = nameof(Remove);

    /// <summary>Other options are kept: <c>t.ConfigureAwait(X | ContinueOnCapturedContext)</c>.</summary>
    public const string AddContext = nameof(AddContext);

    private const int CapturedContext = 1;

    /// <summary>Null for a call that keeps the context, or whose argument is not a constant.</summary>
    public static string? KindOf(IInvocationOperation call, KnownSymbols symbols) =>
        call.Arguments.LastOrDefault()?.Value is { ConstantValue: { HasValue: true } constant } argument
        ? constant.Value switch
        {
            false => Remove,
            0 when KnownSymbols.Is(argument.Type, symbols.ConfigureAwaitOptions) => Remove,
            int options when (options & CapturedContext) == 0 && KnownSymbols.Is(argument.Type, symbols.ConfigureAwaitOptions) =>
                AddContext,
            _ => null,
        }
        : null;

    /// <summary>True if the value is awaited immediately: only then may its type change.</summary>
    public static bool StaysLegal(IInvocationOperation call)
    {
        var parent = call.Parent;
        while (parent is IConversionOperation { IsImplicit: true } or IParenthesizedOperation)
        {
            parent = parent.Parent;
        }

        return parent is IAwaitOperation or IForEachLoopOperation or IUsingOperation;
    }

    public static ExpressionSyntax Build(InvocationExpressionSyntax call, string kind)
    {
        if (call.Expression is not MemberAccessExpressionSyntax access)
        {
            return call;
        }

        if (kind == AddContext)
        {
            var argument = call.ArgumentList.Arguments[0];
            var context = (BinaryExpressionSyntax)ParseExpression(
                "x | global::System.Threading.Tasks.ConfigureAwaitOptions.ContinueOnCapturedContext");
            var both = context
                .WithLeft(argument.Expression.WithoutTrailingTrivia().WithTrailingTrivia(Space))
                .WithRight(context.Right.WithAdditionalAnnotations(AwaitSyntax.FullName))
                .WithTrailingTrivia(argument.Expression.GetTrailingTrivia());
            return call.ReplaceNode(argument.Expression, both);
        }

        var kept = PreservedTrivia.Around(access.Expression.WithoutTrivia(), access.Expression, call);
        return kept
            .WithLeadingTrivia(call.GetLeadingTrivia())
            .WithTrailingTrivia(kept.GetTrailingTrivia().AddRange(call.GetTrailingTrivia()));
    }
}
