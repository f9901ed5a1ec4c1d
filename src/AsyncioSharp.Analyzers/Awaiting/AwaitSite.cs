using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.Analyzers.Awaiting;

/// <summary>Decides whether a node can be replaced by an await, and whether its function must become async for that.</summary>
internal sealed class AwaitSite
{
    private const string Unmovable = "code with preprocessor directives";

    private AwaitSite(string? obstacle, bool makeAsync)
    {
        Obstacle = obstacle;
        MakeAsync = makeAsync;
    }

    /// <summary>The obstacle, as worded in messages; null if the await is legal.</summary>
    public string? Obstacle { get; }

    public bool MakeAsync { get; }

    /// <summary>
    /// The advice for a place where the await is not allowed: the obstacle, and what to do instead. Null if the await is legal.
    /// </summary>
    public string? AdviceTo(string text) => Obstacle is null ? null : Advice(Obstacle, text);

    /// <summary>The same for another obstacle.</summary>
    public static string Advice(string obstacle, string text) => $"'await' is not allowed in {obstacle}: move '{text}' out of it";

    public static AwaitSite Of(SyntaxNode replaced, CodeSite code) => Of(replaced, code.Function, code.Model, code.Symbols);

    /// <summary>The same for an edit that also drops tokens, where no directive inside can stay in its place.</summary>
    public static AwaitSite OfRewritten(SyntaxNode replaced, CodeSite code) =>
        replaced is not BlockSyntax && Directives.AreInside(replaced)
            ? new AwaitSite(Unmovable, makeAsync: false)
            : Of(replaced, code);

    public static AwaitSite Of(SyntaxNode replaced, EnclosingFunction function, SemanticModel model, KnownSymbols symbols)
    {
        if (replaced is BlockSyntax ? Directives.AreConditional(replaced) : Directives.AreConditionalInside(replaced, EndOfHead(replaced)))
        {
            return new AwaitSite(Unmovable, makeAsync: false);
        }

        if (function.Symbol.IsAsync)
        {
            return new AwaitSite(Refusal(replaced, function, model, symbols), makeAsync: false);
        }

        var obstacle = symbols.IsCoroutine(function.Symbol.ReturnType)
            ? AsyncConversion.Obstacle(function, model, symbols) ?? Refusal(replaced, function, model, symbols)
            : Synchronous(function);
        return new AwaitSite(obstacle, makeAsync: true);
    }

    // First what the language forbids, then what would change the meaning of the program.
    private static string? Refusal(SyntaxNode node, EnclosingFunction function, SemanticModel model, KnownSymbols symbols) =>
        AwaitLegality.Obstacle(node, function, model) ??
        SharedMode.Obstacle(node, function, symbols) ??
        LoopOverState.Obstacle(node, function, symbols) ??
        SplitUpdate.Obstacle(node, function, symbols);

    // The body of a statement is not changed.
    private static int EndOfHead(SyntaxNode node) => node switch
    {
        UsingStatementSyntax statement => statement.Statement.SpanStart,
        CommonForEachStatementSyntax loop => loop.Statement.SpanStart,
        _ => node.Span.End,
    };

    private static string Synchronous(EnclosingFunction function) => function.Symbol.MethodKind switch
    {
        MethodKind.AnonymousFunction when function.Syntax is not AnonymousFunctionExpressionSyntax => "a query clause",
        MethodKind.AnonymousFunction => "a synchronous lambda",
        MethodKind.LocalFunction => "a synchronous local function",
        _ => "synchronous code",
    };
}
