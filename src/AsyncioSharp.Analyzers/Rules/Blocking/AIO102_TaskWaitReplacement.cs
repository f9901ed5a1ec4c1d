using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers;

/// <summary>Builds the awaitable that replaces a wait for a task, for binding in the analyzer and for the fix.</summary>
internal static class TaskWaitReplacement
{
    /// <summary><c>t.Wait()</c>, <c>t.Result</c>, <c>t.GetAwaiter().GetResult()</c>: <c>t</c>.</summary>
    public const string Task = nameof(Task);

    /// <summary><c>t.ConfigureAwait(false).GetAwaiter().GetResult()</c>: <c>t</c>.</summary>
    public const string Unconfigured = nameof(Unconfigured);

    /// <summary><c>t.Wait(token)</c>: <c>t.WaitAsync(token)</c>.</summary>
    public const string WaitAsync = nameof(WaitAsync);

    /// <summary><c>if (!t.Wait(time)) throw new TimeoutException();</c>: <c>t.WaitAsync(time)</c>.</summary>
    public const string Timeout = nameof(Timeout);

    /// <summary>The same with <c>t.Wait(100)</c>: <c>t.WaitAsync(TimeSpan.FromMilliseconds(100))</c>.</summary>
    public const string TimeoutMilliseconds = nameof(TimeoutMilliseconds);

    /// <summary><c>Task.WaitAll(a, b)</c>: <c>Task.WhenAll(a, b)</c>.</summary>
    public const string When = nameof(When);

    /// <summary><c>Task.WaitAll(tasks, token)</c>: <c>Task.WhenAll(tasks).WaitAsync(token)</c>.</summary>
    public const string WhenToken = nameof(WhenToken);

    public static ExpressionSyntax Build(ExpressionSyntax wait, Edit edit) => edit.Kind switch
    {
        Task => Keep(wait, ReceiverOf(wait)),
        Unconfigured =>
            Keep(wait, ReceiverOf(wait) is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax configured }
                ? configured.Expression
                : ReceiverOf(wait)),
        When => Renamed((InvocationExpressionSyntax)wait),
        WhenToken => WithToken((InvocationExpressionSyntax)wait),
        TimeoutMilliseconds => WithMilliseconds((InvocationExpressionSyntax)wait),
        _ => WithName((InvocationExpressionSyntax)wait, "WaitAsync"),
    };

    /// <summary><c>await t.WaitAsync(time);</c> replaces the whole test.</summary>
    public static StatementSyntax TimeoutStatement(IfStatementSyntax test, InvocationExpressionSyntax wait, Edit edit) =>
        AwaitSyntax.Statement(Build(wait, edit)).WithSemicolonToken(Token(default, SyntaxKind.SemicolonToken, default))
            .WithTriviaFrom(test);

    /// <summary>True if the statement only throws when the timeout elapses.</summary>
    public static bool IsTimeoutIdiom(InvocationExpressionSyntax wait)
    {
        if (wait is not
            {
                ArgumentList.Arguments.Count: 1,
                Parent: PrefixUnaryExpressionSyntax { Parent: IfStatementSyntax { Else: null } choice } not
            } ||
                !not.IsKind(SyntaxKind.LogicalNotExpression))
        {
            return false;
        }

        var statement = choice.Statement is BlockSyntax { Statements.Count: 1 } block ? block.Statements[0] : choice.Statement;
        return statement is ThrowStatementSyntax
        {
            Expression: ObjectCreationExpressionSyntax
            {
                ArgumentList.Arguments.Count: 0,
                Initializer: null
            } thrown
        } &&
            thrown.Type.ToString() is "TimeoutException" or "System.TimeoutException" &&
            !choice.DescendantTrivia().Any(t => choice.Span.Contains(t.Span) && AwaitSyntax.IsComment(t));
    }

    private static ExpressionSyntax ReceiverOf(ExpressionSyntax wait) => wait switch
    {
        // x.GetAwaiter().GetResult()
        InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax
            {
                Name.Identifier.ValueText: "GetResult",
                Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax awaiter }
            }
        } =>
            awaiter.Expression,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } => member.Expression,
        MemberAccessExpressionSyntax member => member.Expression,
        _ => wait,
    };

    private static ExpressionSyntax Keep(ExpressionSyntax wait, ExpressionSyntax kept) =>
        PreservedTrivia.Around(kept.WithoutTrivia(), kept, wait);

    private static InvocationExpressionSyntax Renamed(InvocationExpressionSyntax wait) =>
        WithName(wait, CalleeName.Of(wait)!.Identifier.ValueText == "WaitAll" ? "WhenAll" : "WhenAny");

    private static InvocationExpressionSyntax WithName(InvocationExpressionSyntax wait, string name)
    {
        var old = CalleeName.Of(wait)!;
        return wait.ReplaceNode(old, IdentifierName(Identifier(name)).WithTriviaFrom(old)).WithoutTrivia();
    }

    private static InvocationExpressionSyntax WithToken(InvocationExpressionSyntax wait)
    {
        var arguments = wait.ArgumentList.Arguments;
        var all = Renamed(wait.WithArgumentList(wait.ArgumentList.WithArguments(SingletonSeparatedList(arguments[0]))));
        var call = (InvocationExpressionSyntax)ParseExpression("t.WaitAsync()");
        return call
            .ReplaceNode(((MemberAccessExpressionSyntax)call.Expression).Expression, all)
            .WithArgumentList(call.ArgumentList.AddArguments(arguments.Skip(1).Select(a => Argument(a.Expression.WithoutTrivia()))
                .ToArray()));
    }

    // Wait takes milliseconds, WaitAsync a TimeSpan.
    private static InvocationExpressionSyntax WithMilliseconds(InvocationExpressionSyntax wait)
    {
        var argument = wait.ArgumentList.Arguments[0];
        var span = (InvocationExpressionSyntax)ParseExpression("global::System.TimeSpan.FromMilliseconds()");
        span = span
            .WithExpression(span.Expression.WithAdditionalAnnotations(AwaitSyntax.FullName))
            .WithArgumentList(span.ArgumentList.AddArguments(Argument(argument.Expression.WithoutTrivia())));
        return WithName(wait.WithArgumentList(wait.ArgumentList.WithArguments(SingletonSeparatedList(Argument(span)))), "WaitAsync");
    }
}
