using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.Analyzers.Awaiting;

/// <summary>Can a node be replaced by an await, and does its function have to become async for that?</summary>
internal sealed class AwaitSite
{
    private AwaitSite(string? obstacle, bool makeAsync)
    {
        Obstacle = obstacle;
        MakeAsync = makeAsync;
    }

    /// <summary>What stands in the way, as the messages say it; null when the await is legal.</summary>
    public string? Obstacle { get; }

    public bool MakeAsync { get; }

    public static AwaitSite Of(SyntaxNode replaced, EnclosingFunction function, SemanticModel model, KnownSymbols symbols)
    {
        if (replaced.ContainsDirectives)
        {
            return new AwaitSite("code with preprocessor directives", makeAsync: false);
        }

        if (function.Symbol.IsAsync)
        {
            return new AwaitSite(AwaitLegality.Obstacle(replaced, function, model) ?? LostUpdate(replaced, model), makeAsync: false);
        }

        var obstacle = symbols.IsCoroutine(function.Symbol.ReturnType)
            ? AsyncConversion.Obstacle(function, model, symbols) ?? AwaitLegality.Obstacle(replaced, function, model) ?? LostUpdate(replaced, model)
            : Synchronous(function);
        return new AwaitSite(obstacle, makeAsync: true);
    }

    // x += await V() reads x before the wait and writes it after: what others added meanwhile is gone.
    private static string? LostUpdate(SyntaxNode replaced, SemanticModel model)
    {
        var update = replaced.Ancestors().TakeWhile(a => a is ExpressionSyntax or ArgumentSyntax or ArgumentListSyntax)
            .OfType<AssignmentExpressionSyntax>().FirstOrDefault(a => !a.IsKind(SyntaxKind.SimpleAssignmentExpression) && a.Right.Span.Contains(replaced.Span));
        return update is not null && model.GetSymbolInfo(update.Left).Symbol is not (ILocalSymbol or IParameterSymbol) ? "an update of shared state" : null;
    }

    private static string Synchronous(EnclosingFunction function) => function.Symbol.MethodKind switch
    {
        MethodKind.AnonymousFunction when function.Syntax is not AnonymousFunctionExpressionSyntax => "a query clause",
        MethodKind.AnonymousFunction => "a synchronous lambda",
        MethodKind.LocalFunction => "a synchronous local function",
        _ => "synchronous code",
    };
}
