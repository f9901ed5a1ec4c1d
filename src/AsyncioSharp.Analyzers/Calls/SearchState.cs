using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>What one search has asked so far, and the searches inside of it.</summary>
internal sealed class SearchState
{
    /// <summary>What is being searched from.</summary>
    public HashSet<IMethodSymbol> Active { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>What led nowhere but to one of those.</summary>
    public HashSet<IMethodSymbol> Failed { get; } = new(SymbolEqualityComparer.Default);
}
