using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace AsyncioSharp.Analyzers;

/// <summary>The return type that replaces async void, and the calls that must then be awaited.</summary>
internal sealed class AsyncVoidRepair
{
    /// <summary>All callers are on the loop.</summary>
    public const string Coroutine = nameof(Coroutine);

    /// <summary>At least one caller is a plain async function, which may run without a loop.</summary>
    public const string Task = nameof(Task);

    /// <summary>The kind for the calls.</summary>
    public const string Await = nameof(Await);

    private AsyncVoidRepair(string kind, IReadOnlyList<(InvocationExpressionSyntax Syntax, bool MakeAsync)> calls, string? obstacle)
    {
        Kind = kind;
        Calls = calls;
        Obstacle = obstacle;
    }

    public string Kind { get; }

    public IReadOnlyList<(InvocationExpressionSyntax Syntax, bool MakeAsync)> Calls { get; }

    public string? Obstacle { get; }

    /// <summary>Null for a function that must be async void, such as an event handler.</summary>
    public static AsyncVoidRepair? Of(IMethodSymbol method, SyntaxNode declaration, SemanticModel model, KnownSymbols symbols) =>
        Of(method, declaration, model, symbols, new HashSet<ISymbol>(SymbolEqualityComparer.Default));

    /// <summary>The advice if there is no fix.</summary>
    public static string Advice(KnownSymbols symbols) =>
        symbols.HasRuntime ? "return a Coroutine, or start a task in it with 'Asyncio.CreateTask'" : "return a Task";

    /// <summary>The function with another return type.</summary>
    public static SyntaxNode WithReturnType(SyntaxNode function, string kind)
    {
        var name = ParseTypeName(kind == Task ? "global::System.Threading.Tasks.Task" : "global::AsyncioSharp.Coroutine")
            .WithAdditionalAnnotations(AwaitSyntax.FullName);
        return function switch
        {
            MethodDeclarationSyntax method => method.WithReturnType(name.WithTriviaFrom(method.ReturnType)),
            LocalFunctionStatementSyntax local => local.WithReturnType(name.WithTriviaFrom(local.ReturnType)),
            _ => function,
        };
    }

    // Functions may call each other in a cycle: each is visited once, so that all functions of a cycle get the type that their other
    // callers need.
    private static AsyncVoidRepair? Of(IMethodSymbol method, SyntaxNode declaration, SemanticModel model, KnownSymbols symbols,
        HashSet<ISymbol> asked)
    {
        asked.Add(method);
        if (HandlerShape.Is(method) || PrivateCalls.IsForced(method))
        {
            return null;
        }

        var found = PrivateCalls.Of(method, declaration, model);
        if (found.IsHandler)
        {
            return null;
        }

        if ((found.Obstacle ??
            (FlowPaths.NeverEnds(declaration, model) ? "it never ends, so its callers cannot wait for it" : null)) is { } obstacle)
        {
            return new AsyncVoidRepair(Coroutine, [], obstacle);
        }

        var kind = symbols.HasRuntime ? Coroutine : Task;
        var calls = new List<(InvocationExpressionSyntax, bool)>();
        foreach (var call in found.Calls)
        {
            if (EnclosingFunction.At(call, model) is not { } caller)
            {
                return new AsyncVoidRepair(Coroutine, [], "a caller of it is no function");
            }

            var site = AwaitSite.Of(call, caller, model, symbols);
            if (site.Obstacle is not null)
            {
                return new AsyncVoidRepair(Coroutine, [], $"{site.Obstacle} that calls it must not await");
            }

            if (IsPartner(call, caller, model))
            {
                return new AsyncVoidRepair(Coroutine, [],
                    "its caller awaits something else of what it gets, so the two may wait for each other");
            }

            calls.Add((call, site.MakeAsync));
            kind = IsOnLoop(caller, model, symbols, asked) ? kind : Task;
        }

        return new AsyncVoidRepair(kind, calls, obstacle: null);
    }

    // Write(pipe.Writer); await pipe.Reader.ReadAsync();: run one after the other, they may never complete.
    private static bool IsPartner(InvocationExpressionSyntax call, EnclosingFunction caller, SemanticModel model)
    {
        var given = new HashSet<ISymbol>(call.ArgumentList.DescendantNodes().OfType<IdentifierNameSyntax>().Select(Variable)
            .OfType<ISymbol>(), SymbolEqualityComparer.Default);
        return given.Count > 0 &&
            caller.Syntax.DescendantNodes().OfType<AwaitExpressionSyntax>().Any(await => await.SpanStart > call.Span.End &&
            await.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => Variable(name) is { } variable && given.Contains(variable)));

        ISymbol? Variable(IdentifierNameSyntax name) => model.GetSymbolInfo(name).Symbol switch
        {
            ILocalSymbol { Type: { IsReferenceType: true, SpecialType: SpecialType.None } } local => local,
            IParameterSymbol { Type: { IsReferenceType: true, SpecialType: SpecialType.None } } parameter => parameter,
            _ => null,
        };
    }

    // A caller that is async void itself will be on the loop if its own callers are.
    private static bool IsOnLoop(EnclosingFunction caller, SemanticModel model, KnownSymbols symbols, HashSet<ISymbol> asked)
    {
        if (caller.Symbol is not { ReturnsVoid: true, MethodKind: not MethodKind.AnonymousFunction })
        {
            return FunctionThread.Of(caller, symbols) == ThreadKind.Loop;
        }

        return asked.Contains(caller.Symbol) ||
            Of(caller.Symbol, caller.Syntax, model, symbols, asked) is { Obstacle: null, Kind: Coroutine };
    }
}
