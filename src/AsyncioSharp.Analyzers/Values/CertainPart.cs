using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Values;

/// <summary>The parts of a statement that run whenever the statement does.</summary>
internal static class CertainPart
{
    /// <summary>False if a condition, a loop or an exception before it may keep the operation from running.</summary>
    public static bool Is(IOperation operation, IOperation statement)
    {
        for (var node = operation; node != statement && node.Parent is { } parent; node = parent)
        {
            if (IsChoice(parent, node))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsChoice(IOperation parent, IOperation part) => parent switch
    {
        IConditionalOperation choice => part != choice.Condition,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } => true,
        ICoalesceAssignmentOperation or ILoopOperation => true,
        _ => parent is ISwitchOperation or ISwitchExpressionOperation or ITryOperation or IConditionalAccessOperation or ICoalesceOperation,
    };
}
