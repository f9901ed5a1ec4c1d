using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>Determines how the target of an assignment is read before an await in its value.</summary>
internal static class EarlyRead
{
    public const string Read = "read";
    public const string Tested = "tested";

    /// <summary>The kind of read, as worded in messages; null if nothing is read too early.</summary>
    public static string? Of(IAssignmentOperation update, IAwaitOperation await, EnclosingFunction function,
        OperationAnalysisContext context) => update switch
        {
            ICompoundAssignmentOperation => Read,
            ICoalesceAssignmentOperation => IsFreshCall(await) ? Tested : null,
            _ when IsIn(update.Value, update.Target, await, update) =>
                update.Value is ICoalesceOperation ? (IsFreshCall(await) ? Tested : null) : Read,
            _ => IsFreshCall(await) && IsTested(update, function, context) ? Tested : null,
        };

    /// <summary>True if the value of an assignment, or of one element of a tuple, reads the target before the await.</summary>
    public static bool IsIn(IOperation value, IOperation target, IAwaitOperation await, IAssignmentOperation update) =>
        FunctionBody.WithSelf(value).Any(o => SharedVariable.IsSame(o, target) && IsBefore(o, await, update));

    // Two tasks that await the same task write the same value.
    private static bool IsFreshCall(IAwaitOperation await) => TaskAliases.Core(await.Operation) is IInvocationOperation;

    private static bool IsBefore(IOperation read, IAwaitOperation await, IAssignmentOperation update)
    {
        if (read.Syntax.SpanStart >= await.Syntax.Span.End)
        {
            return false;
        }

        // Only one of two branches runs.
        for (var (node, parent) = (read, read.Parent); parent is not null && parent != update; (node, parent) = (parent, parent.Parent))
        {
            if (parent.Syntax.Span.Contains(await.Syntax.Span))
            {
                return parent is IConditionalOperation choice
                    ? node == choice.Condition
                    : parent is not ISwitchExpressionOperation arms || node == arms.Value;
            }
        }

        return true;
    }

    private static bool IsTested(IAssignmentOperation update, EnclosingFunction function, OperationAnalysisContext context)
    {
        // Most variables are used nowhere else in the function, and need no graph.
        if (!FunctionBody.WithSelf(function.Operation).Any(o => o != update.Target && Mentions(o, update.Target)) ||
            LockedRegion.GraphOf(function, context) is not { } graph)
        {
            return false;
        }

        var paths = new FlowPaths(graph);
        var write = graph.Blocks.FirstOrDefault(block => Writes(block, update.Target).Any(w => w.Syntax == update.Syntax))?.Ordinal;
        return write is { } target && Writes(graph.Blocks[target], update.Target).First().Syntax == update.Syntax &&
            graph.Blocks.Any(block => IsTest(block, target, update.Target, paths));
    }

    private static bool Mentions(IOperation operation, IOperation target) =>
        SharedVariable.IsSame(operation, target) || KeyTest.Is(operation, target);

    // The block tests the value, only its branch for a missing value leads to the write, and nothing else writes on that path.
    private static bool IsTest(BasicBlock block, int write, IOperation target, FlowPaths paths)
    {
        if (block.Ordinal == write || MissingBranch(block, target) is not { } missing || !paths.Dominates(block.Ordinal, write))
        {
            return false;
        }

        if (Other(block, missing)?.Destination is not { } present || present.Ordinal == write ||
            paths.Leads(present.Ordinal, write, without: block.Ordinal))
        {
            return false;
        }

        return !paths.Graph.Blocks.Any(between => between.Ordinal != write && Writes(between, target).Any() && IsOnTheWay(between.Ordinal));

        bool IsOnTheWay(int between) =>
            paths.Leads(missing.Destination!.Ordinal, between, without: block.Ordinal) &&
                paths.Leads(between, write, without: block.Ordinal);
    }

    private static IEnumerable<IAssignmentOperation> Writes(BasicBlock block, IOperation target) => FlowPaths.Operations(block)
        .SelectMany(LockFlow.InOrder).OfType<IAssignmentOperation>().Where(assignment => SharedVariable.IsSame(assignment.Target, target));

    // The branch for a variable that is null, or a flag that is not set.
    private static ControlFlowBranch? MissingBranch(BasicBlock block, IOperation target)
    {
        if (block.ConditionKind == ControlFlowConditionKind.None || block.BranchValue is not { } condition)
        {
            return null;
        }

        var whenTrue = block.ConditionKind == ControlFlowConditionKind.WhenTrue ? block.ConditionalSuccessor : block.FallThroughSuccessor;
        var whenFalse = whenTrue == block.ConditionalSuccessor ? block.FallThroughSuccessor : block.ConditionalSuccessor;
        var branch = IsMissing(condition, target) switch { true => whenTrue, false => whenFalse, null => null };
        return branch?.Destination is null ? null : branch;
    }

    private static ControlFlowBranch? Other(BasicBlock block, ControlFlowBranch branch) =>
        branch == block.ConditionalSuccessor ? block.FallThroughSuccessor : block.ConditionalSuccessor;

    /// <summary>
    /// True if the condition means that the variable has no value yet, false if it means that it has one, otherwise null.
    /// </summary>
    private static bool? IsMissing(IOperation condition, IOperation target) => condition switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => !IsMissing(not.Operand, target),
        IIsNullOperation test => IsTarget(test.Operand, target) ? true : null,
        IInvocationOperation test => KeyTest.Is(test, target) ? false : null,
        IIsPatternOperation test when IsTarget(test.Value, target) => IsMissing(test.Pattern),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } test => IsNullTest(test, target) ? true : null,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } test => IsNullTest(test, target) ? false : null,
        IPropertyReferenceOperation
        {
            Property:
            {
                Name: "HasValue",
                ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T
            }, Instance: { } value
        } =>
            IsTarget(value, target) ? false : null,
        _ => condition.Type?.SpecialType == SpecialType.System_Boolean && IsTarget(condition, target) ? false : null,
    };

    private static bool? IsMissing(IPatternOperation pattern) => pattern switch
    {
        INegatedPatternOperation negated => !IsMissing(negated.Pattern),
        IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null or false } } => true,
        IRecursivePatternOperation { DeconstructionSubpatterns.Length: 0, PropertySubpatterns.Length: 0 } => false,
        _ => null,
    };

    private static bool IsNullTest(IBinaryOperation test, IOperation target) =>
        (IsTarget(test.LeftOperand, target) && IsNull(test.RightOperand)) ||
            (IsTarget(test.RightOperand, target) && IsNull(test.LeftOperand));

    private static bool IsNull(IOperation value) =>
        value.ConstantValue is { HasValue: true, Value: null } or { Value: false } || value is IDefaultValueOperation ||
        (value is IConversionOperation conversion && IsNull(conversion.Operand));

    private static bool IsTarget(IOperation value, IOperation target) => SharedVariable.IsSame(value.WithoutConversions(), target);
}
