using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>A call that could take the token of its function and does not get it.</summary>
internal sealed class MissingToken
{
    private MissingToken(TokenCall call, TokenInScope token)
    {
        Call = call;
        Token = token;
        var edit = call.EditWith(token.Text);
        Obstacle = token.Obstacle ?? (edit is null ? call.Obstacle : null);
        Edit = Obstacle is null ? edit : null;
    }

    public TokenCall Call { get; }

    public TokenInScope Token { get; }

    /// <summary>The edit of the call; null if there is none.</summary>
    public Edit? Edit { get; }

    /// <summary>Why there is no edit.</summary>
    public string? Obstacle { get; }

    /// <summary>Null if there is nothing to report.</summary>
    public static MissingToken? At(IInvocationOperation operation, ISymbol owner, AnalyzerOptions options, KnownSymbols symbols)
    {
        var isReturned = AwaitedTask.IsReturned(operation, symbols);
        if (!(isReturned || OperationFilter.MayBeOnTheLoop(operation, owner, symbols)) || !IsAsync(operation, symbols) ||
            EnclosingFunction.Of(operation, owner) is not { } function)
        {
            return null;
        }

        // Most functions that await have no token, and to look for overloads of every call is expensive.
        var where = FunctionThread.Of(function, symbols);
        if (!TokenInScope.Exists(function, where != ThreadKind.Async, operation, symbols) ||
            TokenCall.Of(operation, symbols) is not { } call || IsItself(call, function) ||
            function.IsInExpressionTree(symbols) || HalfTyped.Is(operation.Syntax))
        {
            return null;
        }

        if (!RuleScope.Includes(ScopeOf(where, function, isReturned, symbols), options, operation.Syntax.SyntaxTree) ||
            Cleanup.Closes(operation.TargetMethod) || Cleanup.Contains(operation, function, symbols) || BufferedContent.IsRead(operation))
        {
            return null;
        }

        var token = TokenInScope.Of(
            function, where != ThreadKind.Async, operation.SemanticModel!, operation.Syntax.SpanStart, symbols);
        if (token is null || (token.BelongsToObject && Cleanup.Closes(function.ContainingMember)) ||
            CancelingRunner.Runs(function, token.Text, symbols) || ClosingRegistration.Cancels(operation, token.Text))
        {
            return null;
        }

        var missing = new MissingToken(call, token);
        return missing.Edit is not null || missing.Obstacle is not null ? missing : null;
    }

    // A token reaches code off the loop as well, and a function that only returns a task. There a token of the object does not count.
    private static ThreadKind ScopeOf(ThreadKind where, EnclosingFunction function, bool isReturned, KnownSymbols symbols) => where switch
    {
        ThreadKind.OffLoop when function.Symbol.Parameters.Any(p => symbols.IsCancellationToken(p.Type)) => ThreadKind.Async,
        ThreadKind.Unknown when isReturned => ThreadKind.Async,
        _ => where,
    };

    // Only awaitable calls count. Other calls with a token may start work that outlives the function, and register the token for that.
    private static bool IsAsync(IInvocationOperation call, KnownSymbols symbols) =>
        symbols.IsTask(call.Type) || symbols.IsCoroutine(call.Type) || call.Type?.Name == "IAsyncEnumerable";

    // F() => F(CancellationToken.None) would call itself.
    private static bool IsItself(TokenCall call, EnclosingFunction function) =>
        !KnownSymbols.IsSame(call.Target, call.Call.TargetMethod) &&
        (KnownSymbols.IsSame(call.Target.OriginalDefinition, function.Symbol.OriginalDefinition) ||
            KnownSymbols.IsSame(call.Target.OriginalDefinition, function.ContainingMember.OriginalDefinition));
}
