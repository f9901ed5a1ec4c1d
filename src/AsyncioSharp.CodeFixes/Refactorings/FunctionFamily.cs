using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.CodeFixes;

/// <summary>An async function and the private callers that have to change together with it.</summary>
internal sealed class FunctionFamily
{
    private readonly SemanticModel _model;
    private readonly KnownSymbols _symbols;
    private readonly HashSet<ISymbol> _members = new(SymbolEqualityComparer.Default);
    private readonly List<SyntaxNode> _declarations = [];

    private FunctionFamily(IMethodSymbol first, SemanticModel model, KnownSymbols symbols)
    {
        First = first;
        _model = model;
        _symbols = symbols;
    }

    public IMethodSymbol First { get; }

    /// <summary>All functions to change, the chosen one first.</summary>
    public IReadOnlyList<SyntaxNode> Declarations => _declarations;

    /// <summary>A function that returns a task and everything that awaits it, up to functions that are coroutines already.</summary>
    public static FunctionFamily? ToCoroutines(SyntaxNode declaration, SemanticModel model, KnownSymbols symbols) =>
        Of(declaration, model, symbols) is { } family && family.AddWithCallers(declaration, isFirst: true) ? family : null;

    /// <summary>A coroutine that uses nothing of the loop, and those of its callers for which the same is true.</summary>
    public static FunctionFamily? ToTasks(SyntaxNode declaration, SemanticModel model, KnownSymbols symbols) =>
        Of(declaration, model, symbols) is { } family && family.AddWithPlainCallers(declaration, isFirst: true) ? family : null;

    private static FunctionFamily? Of(SyntaxNode declaration, SemanticModel model, KnownSymbols symbols) =>
        model.GetDeclaredSymbol(declaration) is IMethodSymbol first ? new FunctionFamily(first, model, symbols) : null;

    private bool AddWithCallers(SyntaxNode declaration, bool isFirst)
    {
        if (MethodOf(declaration, isFirst) is not { } method || !_symbols.IsTask(method.ReturnType) ||
            AwaitedCallsOf(method, declaration) is not { } calls)
        {
            return false;
        }

        Add(method, declaration);
        return calls.Select(CallerOf).Distinct().All(IsCoroutineOrAdded);
    }

    private bool IsCoroutineOrAdded(SyntaxNode? caller) =>
        caller is not null && _model.GetDeclaredSymbol(caller) is IMethodSymbol symbol &&
        (_members.Contains(symbol) || _symbols.IsCoroutine(symbol.ReturnType) || AddWithCallers(caller, isFirst: false));

    private bool AddWithPlainCallers(SyntaxNode declaration, bool isFirst)
    {
        if (MethodOf(declaration, isFirst) is not { } method || !_symbols.IsCoroutine(method.ReturnType) ||
            AwaitedCallsOf(method, declaration) is not { } calls)
        {
            return false;
        }

        Add(method, declaration);
        if (LoopNeed.Has(declaration, _members, _model, _symbols))
        {
            Remove(method, declaration);
            return false;
        }

        // A caller that stays a coroutine can await the task.
        foreach (var caller in calls.Select(CallerOf).OfType<SyntaxNode>())
        {
            if (!_declarations.Contains(caller))
            {
                AddWithPlainCallers(caller, isFirst: false);
            }
        }

        return true;
    }

    private IMethodSymbol? MethodOf(SyntaxNode declaration, bool isFirst) =>
        _model.GetDeclaredSymbol(declaration) is IMethodSymbol method && FreeSignature.Is(method, isFirst, _symbols) ? method : null;

    private void Remove(IMethodSymbol method, SyntaxNode declaration)
    {
        _members.Remove(method);
        _declarations.Remove(declaration);
    }

    private void Add(IMethodSymbol method, SyntaxNode declaration)
    {
        _members.Add(method);
        _declarations.Add(declaration);
    }

    // Null if it is used in any other way: as a delegate, in an argument, or kept to be awaited later.
    private List<InvocationExpressionSyntax>? AwaitedCallsOf(IMethodSymbol method, SyntaxNode declaration)
    {
        var uses = PrivateCalls.Of(method, declaration, _model);
        return !uses.IsNamedOtherwise && !uses.IsHandler && uses.Calls.All(IsAwaited) ? [.. uses.Calls] : null;
    }

    private bool IsAwaited(InvocationExpressionSyntax call) => _model.GetOperation(call) is { } operation && DirectAwait.Of(operation);

    // A lambda has the type of its delegate and cannot change.
    private static SyntaxNode? CallerOf(InvocationExpressionSyntax call)
    {
        var caller = call.Ancestors().FirstOrDefault(static node =>
            node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax);
        return caller is MethodDeclarationSyntax or LocalFunctionStatementSyntax ? caller : null;
    }
}
