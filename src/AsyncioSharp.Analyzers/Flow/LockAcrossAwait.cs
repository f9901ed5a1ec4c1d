using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Flow;

/// <summary>A lock that belongs to the thread, and that a function surely still holds when it waits.</summary>
internal static class LockAcrossAwait
{
    /// <summary>
    /// The lock that the call takes; null when it takes none, gives it back in time, or leaves that to other functions:
    /// a mutex may stand for the whole process.
    /// </summary>
    public static LockCall? Of(IInvocationOperation call, CodeSite code)
    {
        if (LockCall.Of(call, code.Symbols) is not { IsRelease: false, IsThreadBound: true } taken ||
            LockedRegion.GraphOf(code.Function, code.Context) is not { } graph)
        {
            return null;
        }

        var flow = LockFlow.Sure(graph, code.Symbols);
        return flow.Releases.Any(release => release.Key == taken.Key) && graph.Blocks.SelectMany(flow.Steps).Any(IsHeldAtAwait)
            ? taken
            : null;

        bool IsHeldAtAwait((IOperation Operation, ImmutableHashSet<LockCall> Held) step) =>
            step.Operation is IAwaitOperation && step.Held.Any(held => held.Call.Syntax == call.Syntax);
    }
}
