using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Tokens;

/// <summary>
/// An exception that a handler keeps in a variable, to be thrown after the clean-up. The exception may be a cancellation, so the token must
/// not stop what comes in between.
/// </summary>
internal static class StoredFailure
{
    /// <summary>True for code that runs between the handler that keeps a failure and the end of the function because of it.</summary>
    public static bool IsPending(IOperation operation, EnclosingFunction function, KnownSymbols symbols)
    {
        var failures = FailuresIn(function, symbols);
        for (var (node, parent) = (operation, operation.Parent);
            failures.Count > 0 && parent is not null && node != function.Operation; (node, parent) = (parent, parent.Parent))
        {
            if (parent is IConditionalOperation choice && node != choice.Condition)
            {
                if (IsFailedBranch(choice, node, failures))
                {
                    return true;
                }

                failures.RemoveAll(failure => failure.IsWhen(choice.Condition) == (node != choice.WhenTrue) || Leaves(node));
            }
            else if (parent is IBlockOperation block && IsBetween(block, node, failures))
            {
                return true;
            }
        }

        return false;
    }

    private static List<FailureVariable> FailuresIn(EnclosingFunction function, KnownSymbols symbols) =>
    [
        .. FunctionBody.Of(function.Operation).OfType<ITryOperation>()
            .SelectMany(attempt => attempt.Catches.Where(clause => Cleanup.IsAfterTheEnd(clause, symbols))
                .SelectMany(clause => FailureVariable.KeptBy(clause, attempt))),
    ];

    // if (error is not null) { await Undo(); throw error; }. A branch that continues tries again, and waits for that like any other code.
    private static bool IsFailedBranch(IConditionalOperation choice, IOperation branch, List<FailureVariable> failures) =>
        failures.Any(failure => failure.Follows(choice) && failure.IsWhen(choice.Condition) == (branch == choice.WhenTrue)) && Ends(branch);

    private static bool Ends(IOperation branch) => FunctionBody.WithSelf(branch).Any(o => o is IReturnOperation || ThrownBy(o) is not null);

    // if (error is not null) { await Task.Delay(d); continue; }
    private static bool Leaves(IOperation branch) => FunctionBody.WithSelf(branch).Any(static o => o is IBranchOperation);

    // await Undo(); if (error is not null) { throw error; }
    private static bool IsBetween(IBlockOperation block, IOperation statement, List<FailureVariable> failures) =>
        failures.Any(failure => block.Operations.TakeWhile(o => o != statement).Any(failure.IsKeptIn) &&
            block.Operations.SkipWhile(o => o != statement).Skip(1).SelectMany(FunctionBody.WithSelf).Any(failure.IsThrownBy));

    /// <summary>What a <c>throw</c>, or a call of <c>ExceptionDispatchInfo.Throw</c>, throws; null for all other operations.</summary>
    public static IOperation? ThrownBy(IOperation operation) => operation switch
    {
        IThrowOperation thrown => thrown.Exception,
        IInvocationOperation { TargetMethod: { Name: "Throw", ContainingType.Name: "ExceptionDispatchInfo" } } call =>
            (call.Instance ?? call.Arguments.FirstOrDefault()?.Value) is IConditionalAccessInstanceOperation access
                ? TaskAliases.Receiver(access)
                : call.Instance ?? call.Arguments.FirstOrDefault()?.Value,
        _ => null,
    };
}
