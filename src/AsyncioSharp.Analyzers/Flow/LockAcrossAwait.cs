using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Flow;

/// <summary>A lock that belongs to the thread, and that a function surely still holds when it waits.</summary>
internal static class LockAcrossAwait
{
    /// <summary>The lock that the call takes; null when it takes none, or gives it back in time, or leaves that to others: a mutex may stand for the whole process.</summary>
    public static LockCall? Of(IInvocationOperation call, OperationAnalysisContext context, KnownSymbols symbols)
    {
        if (LockCall.Of(call, symbols) is not { IsRelease: false, IsThreadBound: true } taken || EnclosingFunction.Of(call, context.ContainingSymbol) is not { } function ||
            !RuleScope.Includes(FunctionThread.Of(function, symbols), context) || LockedRegion.GraphOf(function, context) is not { } graph)
        {
            return null;
        }

        var flow = LockFlow.Sure(graph, symbols);
        var isHeld = flow.Releases.Any(release => release.Key == taken.Key) && graph.Blocks.SelectMany(flow.Steps).Any(step => step.Operation is IAwaitOperation && step.Held.Any(held => held.Call.Syntax == call.Syntax));
        return isHeld ? taken : null;
    }
}
