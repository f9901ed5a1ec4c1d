using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>A function on the way of a search.</summary>
internal readonly struct CallStep(IMethodSymbol function, int before, CallEdge? edge, int depth)
{
    public IMethodSymbol Function { get; } = function;

    public int Before { get; } = before;

    public CallEdge? Edge { get; } = edge;

    /// <summary>How many calls lead to it.</summary>
    public int Depth { get; } = depth;
}
