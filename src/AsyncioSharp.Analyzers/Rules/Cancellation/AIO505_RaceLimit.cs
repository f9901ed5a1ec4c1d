using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// Builds a task with a timeout, for binding in the analyzer and for the fix: <c>Asyncio.WaitFor</c> on the loop, <c>WaitAsync</c>
/// elsewhere.
/// </summary>
internal static class RaceLimit
{
    /// <param name="work">The task.</param>
    /// <param name="delay">The delay that it raced against.</param>
    /// <param name="api">The API, and the unit of the time.</param>
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
