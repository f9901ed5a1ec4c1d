using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.Analyzers;

/// <summary>What the code of a type shows about its users: each type of a compilation is looked through once.</summary>
internal sealed class ConcurrencySigns
{
    private static readonly ConditionalWeakTable<Compilation, ConcurrencySigns> Cache = new();

    private readonly ConcurrentDictionary<ITypeSymbol, bool> _guarded = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ITypeSymbol, HashSet<ISymbol>> _started = new(SymbolEqualityComparer.Default);
    private readonly KnownSymbols _symbols;

    private ConcurrencySigns(KnownSymbols symbols) => _symbols = symbols;

    public static ConcurrencySigns Of(KnownSymbols symbols) => Cache.GetValue(symbols.Compilation, _ => new ConcurrencySigns(symbols));

    /// <summary>True for a type that locks, or that has a field for several threads: it expects several callers.</summary>
    public bool IsGuarded(INamedTypeSymbol? type)
    {
        foreach (var t in type.WithBases())
        {
            if (_guarded.GetOrAdd(t.OriginalDefinition, IsGuardedItself))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// True if a call of the method is not awaited at once, so that two of them run side by side, or if the method is passed on.
    /// </summary>
    public bool IsStarted(ISymbol member) => member is IMethodSymbol { ContainingType: { } type } &&
        _started.GetOrAdd(type.OriginalDefinition, StartedIn).Contains(member.OriginalDefinition);

    private bool IsGuardedItself(ITypeSymbol type) =>
        type.GetMembers().OfType<IFieldSymbol>().Any(IsGuard) || NodesOf(type).OfType<LockStatementSyntax>().Any();

    private bool IsGuard(IFieldSymbol field) => field.IsVolatile || LockApis.IsLock(field.Type, _symbols) ||
        field.Type.IsIn("System.Collections.Concurrent") || field.Type.IsIn("System.Threading.Channels");

    private HashSet<ISymbol> StartedIn(ITypeSymbol type)
    {
        var started = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var methods = new HashSet<string>(type.GetMembers().OfType<IMethodSymbol>().Select(static method => method.Name));
        foreach (var name in NodesOf(type).OfType<SimpleNameSyntax>().Where(name => methods.Contains(name.Identifier.ValueText)))
        {
            // The code of a referenced project is bound there.
            if (StartOf(name) is not { } start || !_symbols.Compilation.ContainsSyntaxTree(name.SyntaxTree))
            {
                continue;
            }

            var model = _symbols.Compilation.GetSemanticModel(name.SyntaxTree);
            var info = model.GetSymbolInfo(name);
            if ((info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is IMethodSymbol method && !IsKeptInAMember(start, model))
            {
                started.Add(method.OriginalDefinition);
            }
        }

        return started;
    }

    private static SyntaxNode? StartOf(SimpleNameSyntax name)
    {
        var value = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : (ExpressionSyntax)name;
        if (value.Parent is InvocationExpressionSyntax call && call.Expression == value)
        {
            value = call;
            while (value.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next })
            {
                value = next;
            }
        }

        return value.Parent is ArgumentSyntax or EqualsValueClauseSyntax or AssignmentExpressionSyntax or InitializerExpressionSyntax or
            ExpressionElementSyntax or ExpressionStatementSyntax or LambdaExpressionSyntax ? value.Parent : null;
    }

    // _opening = OpenAsync(): the object keeps the one task that all callers await.
    private static bool IsKeptInAMember(SyntaxNode start, SemanticModel model) =>
        start is AssignmentExpressionSyntax kept && model.GetSymbolInfo(kept.Left).Symbol is IFieldSymbol or IPropertySymbol;

    private static IEnumerable<SyntaxNode> NodesOf(ISymbol type) =>
        type.DeclaringSyntaxReferences.SelectMany(static reference => reference.GetSyntax().DescendantNodes());
}
