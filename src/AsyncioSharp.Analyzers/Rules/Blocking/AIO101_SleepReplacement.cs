using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers;

/// <summary>Builds the awaitable equivalent of a <c>Thread.Sleep</c>, for binding in the analyzer and for the fix.</summary>
internal static class SleepReplacement
{
    public const string LoopSpan = nameof(LoopSpan);
    public const string LoopMilliseconds = nameof(LoopMilliseconds);
    public const string LoopZero = nameof(LoopZero);
    public const string TaskDelay = nameof(TaskDelay);
    public const string TaskYield = nameof(TaskYield);

    private const string Sleep = "global::AsyncioSharp.Asyncio.Sleep";
    private const string Span = "global::System.TimeSpan.";
    private const string Task = "global::System.Threading.Tasks.Task.";

    /// <summary>The kind of the edit; null if there is none.</summary>
    public static string? KindFor(IInvocationOperation sleep, bool onLoop)
    {
        if (sleep.Arguments.Length != 1)
        {
            return null;
        }

        var value = sleep.Arguments[0].Value;
        var milliseconds = value.ConstantValue is { HasValue: true, Value: int constant } ? constant : (int?)null;
        if (!onLoop)
        {
            return milliseconds == 0 ? TaskYield : TaskDelay;
        }

        // On the loop, a negative delay is no delay: an infinite sleep has no such form.
        return milliseconds switch
        {
            < 0 => null,
            0 => LoopZero,
            _ => value.Type?.SpecialType == SpecialType.System_Int32 ? LoopMilliseconds : LoopSpan,
        };
    }

    public static ExpressionSyntax Build(InvocationExpressionSyntax sleep, Edit edit) => edit.Kind switch
    {
        LoopZero => Call(Sleep, Argument(Name(Span + "Zero"))),
        LoopMilliseconds => Call(Sleep, Argument(Call(Span + "FromMilliseconds", Duration(sleep)))),
        LoopSpan => Call(Sleep, Duration(sleep)),
        TaskYield => Call(Task + "Yield"),
        _ => Call(Task + "Delay", Duration(sleep)),
    };

    // The argument name of Thread.Sleep is removed; its comments and those of the callee are kept.
    private static ArgumentSyntax Duration(InvocationExpressionSyntax sleep)
    {
        var argument = sleep.ArgumentList.Arguments[0];
        var inCallee = sleep.Expression.DescendantTokens().Skip(1).SelectMany(t => t.LeadingTrivia)
            .Concat(sleep.Expression.DescendantTokens().SelectMany(t => t.TrailingTrivia));
        var inName = argument.NameColon?.DescendantTokens().SelectMany(t => t.LeadingTrivia.Concat(t.TrailingTrivia)) ?? [];
        var comments = inCallee.Concat(inName.Where(_ => argument.NameColon is not null))
            .Where(t => t.IsKind(SyntaxKind.MultiLineCommentTrivia));
        var open = sleep.ArgumentList.OpenParenToken.TrailingTrivia;
        return Argument(argument.Expression)
            .WithLeadingTrivia(comments.Concat(open).Concat(argument.Expression.GetLeadingTrivia()))
            .WithTrailingTrivia(argument.GetTrailingTrivia().Concat(sleep.ArgumentList.CloseParenToken.LeadingTrivia));
    }

    // Parsed, because the formatter would lay out tokens made by the factory.
    private static InvocationExpressionSyntax Call(string name, params ArgumentSyntax[] arguments)
    {
        var call = (InvocationExpressionSyntax)ParseExpression(name + "()");
        return call
            .WithExpression(call.Expression.WithAdditionalAnnotations(AwaitSyntax.FullName))
            .WithArgumentList(call.ArgumentList.AddArguments(arguments));
    }

    private static ExpressionSyntax Name(string name) => ParseExpression(name).WithAdditionalAnnotations(AwaitSyntax.FullName);
}
