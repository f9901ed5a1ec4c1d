using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// Decides whether a function does more work after one of its handlers. If it does not, nothing continues as if there were no cancellation:
/// the function ends, and its result tells whether it succeeded (<c>catch { return false; }</c>).
/// </summary>
internal static class WorkAfter
{
    public static bool Follows(ITryOperation attempt, ICatchClauseOperation clause)
    {
        if (FunctionBody.Of(clause.Handler).Any(FunctionBody.IsAwait))
        {
            return true;
        }

        if (clause.Handler.Operations.LastOrDefault() is IReturnOperation)
        {
            return false;
        }

        for (var (node, parent) = ((IOperation)attempt, attempt.Parent); parent is not null; (node, parent) = (parent, parent.Parent))
        {
            switch (parent)
            {
                case ILoopOperation:
                    return true;
                case IAnonymousFunctionOperation or ILocalFunctionOperation:
                    return false;
                case IBlockOperation or ISwitchCaseOperation:
                    var rest = parent.ChildOperations.SkipWhile(o => o != node).Skip(1).Where(static o => !IsNothing(o)).ToList();
                    if (rest.Count > 0)
                    {
                        return rest[0] is not IReturnOperation end || FunctionBody.Of(end).Any(IsWork);
                    }

                    break;
            }
        }

        return false;
    }

    private static bool IsNothing(IOperation statement) => statement is ILocalFunctionOperation or IEmptyOperation
        or IBranchOperation { BranchKind: BranchKind.Break } or IReturnOperation { IsImplicit: true };

    private static bool IsWork(IOperation operation) => operation is IInvocationOperation || FunctionBody.IsAwait(operation);
}
