using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// A task with a limit, as the analyzer binds it and the fix writes it: <c>Asyncio.WaitFor</c> on the loop, <c>WaitAsync</c> elsewhere.
/// </summary>
internal static class RaceLimit
{
    /// <param name="work">A task.</param>
    /// <param name="delay">The delay that it raced against.</param>
    /// <param name="api">Where, and in what unit.</param>
    public static InvocationExpressionSyntax Build(ExpressionSyntax work, InvocationExpressionSyntax delay, string api)
    {
        var onLoop = api.StartsWith("Loop", StringComparison.Ordinal);
        var time = delay.ArgumentList.Arguments[0].Expression.WithoutTrivia();
        if (api.EndsWith("Milliseconds", StringComparison.Ordinal))
        {
            time = Fill("global::System.TimeSpan.FromMilliseconds(x)", 0, time);
        }

        work = work.WithoutTrivia();
        if (onLoop)
        {
            return Fill("global::AsyncioSharp.Asyncio.WaitFor(x, x)", 1, time)
                .ReplaceArgument(Fill("global::AsyncioSharp.Asyncio.FromTask(x)", 0, work));
        }

        var wait = (InvocationExpressionSyntax)SyntaxFactory.ParseExpression("x.WaitAsync(x)");
        var member = (MemberAccessExpressionSyntax)wait.Expression;
        return wait
            .WithExpression(member.WithExpression(work is IdentifierNameSyntax or InvocationExpressionSyntax
                or MemberAccessExpressionSyntax ? work : SyntaxFactory.ParenthesizedExpression(work)))
            .ReplaceArgument(time);
    }

    private static InvocationExpressionSyntax Fill(string text, int argument, ExpressionSyntax value)
    {
        var call = (InvocationExpressionSyntax)SyntaxFactory.ParseExpression(text);
        call = call.ReplaceNode(call.ArgumentList.Arguments[argument].Expression,
            value.WithTriviaFrom(call.ArgumentList.Arguments[argument].Expression));
        return call.WithExpression(call.Expression.WithAdditionalAnnotations(AwaitSyntax.FullName));
    }

    private static InvocationExpressionSyntax ReplaceArgument(this InvocationExpressionSyntax call, ExpressionSyntax value) =>
        call.ReplaceNode(call.ArgumentList.Arguments[0].Expression, value);
}
