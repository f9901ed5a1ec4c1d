using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Flow;

/// <summary>Answers whether a lock that excludes other tasks is held at a node while the function waits.</summary>
internal static class AsyncLockAround
{
    public static bool Contains(SyntaxNode node, EnclosingFunction function, KnownSymbols symbols) =>
        LockedRegion.IsInUsing(node, function, symbols) || IsHeld(node, function, symbols);

    private static bool IsHeld(SyntaxNode node, EnclosingFunction function, KnownSymbols symbols)
    {
        if (!FunctionBody.Of(function.Operation).Any(o => LockCall.Of(o, symbols) is { IsRelease: false, IsThreadBound: false }) ||
            FlowGraphs.Of(function) is not { } graph)
        {
            return false;
        }

        var flow = LockFlow.Sure(graph, symbols);
        return graph.Blocks.SelectMany(flow.Steps)
            .Any(step => node.Span.Contains(step.Operation.Syntax.Span) && step.Held.Any(static held => !held.IsThreadBound));
    }
}
