using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Flow;

/// <summary>The conditions that decide whether an operation runs, nearest first.</summary>
internal static class StateTest
{
    /// <param name="node">The operation, or a node around it.</param>
    /// <param name="parent">Its parent.</param>
    /// <param name="isRepeatable">True if a constant is written: a loop that ends because of it may write it twice.</param>
    public static IEnumerable<IOperation> Before(IOperation node, IOperation parent, bool isRepeatable) => parent switch
    {
        IConditionalOperation choice when node != choice.Condition => [choice.Condition],
        ICoalesceOperation choice when node == choice.WhenNull => [choice.Value],
        IConditionalAccessOperation access when node == access.WhenNotNull => [access.Operation],
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both
            when node == both.RightOperand => [both.LeftOperand],
        ICoalesceAssignmentOperation assignment when node == assignment.Value => [assignment.Target],
        ISwitchCaseOperation { Parent: ISwitchOperation choice } => [choice.Value],
        ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation choice } => [choice.Value],
        IWhileLoopOperation { Condition: { } condition } loop when node == loop.Body && !isRepeatable => [condition],
        IForLoopOperation { Condition: { } condition } loop when node != condition && !isRepeatable => [condition],
        IBlockOperation block => Exits(block.Operations.TakeWhile(o => o != node)),
        ISwitchCaseOperation section => Exits(section.Body.TakeWhile(o => o != node)),
        _ => [],
    };

    // if (done) return;
    private static IEnumerable<IOperation> Exits(IEnumerable<IOperation> statements) => statements
        .OfType<IConditionalOperation>().Where(static choice => Leaves(choice.WhenTrue) || (choice.WhenFalse is { } other && Leaves(other)))
        .Select(static choice => choice.Condition).Reverse();

    private static bool Leaves(IOperation branch) =>
        (branch is IBlockOperation block ? block.Operations.LastOrDefault() : branch) is IReturnOperation or IThrowOperation
            or IBranchOperation or
            IExpressionStatementOperation { Operation: IThrowOperation };
}
