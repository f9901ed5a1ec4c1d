using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers;

/// <summary>The statement that lets other code run, and its place in a loop.</summary>
internal static class LoopYield
{
    public const string AtEnd = nameof(AtEnd);

    /// <summary>For a loop in which <c>continue</c> would skip the end.</summary>
    public const string AtStart = nameof(AtStart);

    private const string Api = "api";
    private const string OnLoop = "Asyncio";

    public static Edit EditOf(string place, bool onLoop, bool makeAsync) => new Edit(place, makeAsync).With(Api, onLoop ? OnLoop : "Task");

    /// <summary><c>await Asyncio.Yield();</c> or, in a plain async method, <c>await Task.Yield();</c></summary>
    public static ExpressionStatementSyntax Build(Edit edit)
    {
        var call = (InvocationExpressionSyntax)ParseExpression(
            edit[Api] == OnLoop ? "global::AsyncioSharp.Asyncio.Yield()" : "global::System.Threading.Tasks.Task.Yield()");
        return AwaitSyntax.Statement(call.WithExpression(call.Expression.WithAdditionalAnnotations(AwaitSyntax.FullName)))
            .WithSemicolonToken(Token(default, SyntaxKind.SemicolonToken, default));
    }

    public static StatementSyntax? BodyOf(SyntaxNode loop) => loop switch
    {
        WhileStatementSyntax statement => statement.Statement,
        DoStatementSyntax statement => statement.Statement,
        ForStatementSyntax statement => statement.Statement,
        _ => null,
    };
}
