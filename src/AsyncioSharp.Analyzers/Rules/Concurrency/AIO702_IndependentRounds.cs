using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>A loop in which each iteration awaits one call that depends only on its element.</summary>
internal static class IndependentRounds
{
    // Operations that make iterations depend on each other, or end the loop.
    private static readonly HashSet<OperationKind> Orders =
    [
        OperationKind.Return, OperationKind.Throw, OperationKind.Try, OperationKind.Loop, OperationKind.Using,
        OperationKind.UsingDeclaration,
        OperationKind.Invalid, OperationKind.Labeled,
    ];

    /// <summary>The call; null if the order of the iterations may matter.</summary>
    public static IInvocationOperation? CallOf(IForEachLoopOperation loop, KnownSymbols symbols)
    {
        var operations = FunctionBody.WithSelf(loop.Body).ToList();
        var awaits = operations.OfType<IAwaitOperation>().ToList();
        if (awaits.Count != 1 ||
            operations.Any(o => Orders.Contains(o.Kind) || o is IBranchOperation { BranchKind: not BranchKind.Continue }))
        {
            return null;
        }

        return LockCall.CallIn(awaits[0].Operation) is { } call && IndependentAwaits.IsIndependent(call, symbols) &&
            call.Descendants().Any(o => IsElement(o, loop)) && !IsFedBack(call, operations)
            ? call
            : null;
    }

    public static bool IsElement(IOperation operation, IForEachLoopOperation loop) =>
        operation is ILocalReferenceOperation local && loop.Locals.Contains(local.Local, SymbolEqualityComparer.Default);

    // True if the call reads a variable that the loop writes, or calls a method on.
    private static bool IsFedBack(IInvocationOperation call, List<IOperation> operations)
    {
        var read = new HashSet<ISymbol>(call.Descendants().Select(SharedVariable.SymbolOf).OfType<ISymbol>(),
            SymbolEqualityComparer.Default);
        return operations.Any(o => o switch
        {
            IAssignmentOperation assignment => SharedVariable.SymbolOf(assignment.Target) is { } target && read.Contains(target),
            IIncrementOrDecrementOperation step => SharedVariable.SymbolOf(step.Target) is { } target && read.Contains(target),
            IInvocationOperation { Instance: { } instance } other =>
                other != call && SharedVariable.SymbolOf(instance) is { } target && read.Contains(target),
            _ => false,
        });
    }
}
