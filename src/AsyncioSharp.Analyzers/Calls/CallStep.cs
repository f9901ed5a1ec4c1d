using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Calls;

/// <summary>A function visited by a search.</summary>
internal readonly struct CallStep(CallNode node, int before, CallEdge? edge, int depth)
{
    public CallNode Node { get; } = node;

    public IMethodSymbol Function => Node.Function;

    public int Before { get; } = before;

    public CallEdge? Edge { get; } = edge;

    /// <summary>The number of calls that lead to it.</summary>
    public int Depth { get; } = depth;
}
