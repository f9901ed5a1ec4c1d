using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Flow;

/// <summary>A thread-bound lock that a function certainly still holds when it waits.</summary>
internal static class LockAcrossAwait
{
    /// <summary>
    /// The lock that the call takes. Null if the call takes none, if it is released in time, or if releasing it is left to other functions:
    /// a mutex may represent the whole process.
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
