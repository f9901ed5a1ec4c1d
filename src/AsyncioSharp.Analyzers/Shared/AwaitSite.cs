using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers;

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
            return new AwaitSite(AwaitLegality.Obstacle(replaced, function, model), makeAsync: false);
        }

        var obstacle = symbols.IsCoroutine(function.Symbol.ReturnType)
            ? AsyncConversion.Obstacle(function, model, symbols) ?? AwaitLegality.Obstacle(replaced, function, model)
            : Synchronous(function);
        return new AwaitSite(obstacle, makeAsync: true);
    }

    private static string Synchronous(EnclosingFunction function) => function.Symbol.MethodKind switch
    {
        MethodKind.AnonymousFunction => "a synchronous lambda",
        MethodKind.LocalFunction => "a synchronous local function",
        _ => "synchronous code",
    };
}
