using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Flow;

/// <summary>
/// Code that runs only where the stack is nearly full. It moves the work to a thread with an empty stack and waits for it, which takes no
/// longer than the work itself.
/// </summary>
internal static class DeepStack
{
    private const string Test = "TryEnsureSufficientExecutionStack";

    public static bool Chooses(IOperation operation)
    {
        for (var (node, parent) = (operation, operation.Parent);
            parent is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation); (node, parent) = (parent, parent.Parent))
        {
            var isChosen = parent switch
            {
                IConditionalOperation choice when node == choice.WhenTrue => IsNotEnough(choice.Condition),
                IConditionalOperation choice when node == choice.WhenFalse => IsEnough(choice.Condition),
                ISwitchExpressionArmOperation { Guard: { } guard } arm when node == arm.Value => IsNotEnough(guard),
                ICatchClauseOperation { ExceptionType: { Name: "InsufficientExecutionStackException" } thrown } => thrown.IsIn("System"),
                IBlockOperation block => block.Operations.TakeWhile(o => o != node).Any(LeavesIfEnough),
                _ => false,
            };
            if (isChosen)
            {
                return true;
            }
        }

        return false;
    }

    private static bool LeavesIfEnough(IOperation statement) =>
        statement is IConditionalOperation { WhenTrue: { } exit } choice && IsEnough(choice.Condition) && SyncAsyncFlag.Leaves(exit);

    private static bool IsEnough(IOperation condition) => condition.WithoutConversions() switch
    {
        IInvocationOperation { TargetMethod: var method } call => IsTest(method) || Forwards(method, call),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either =>
            IsEnough(either.LeftOperand) || IsEnough(either.RightOperand),
        _ => false,
    };

    private static bool IsNotEnough(IOperation condition) => condition.WithoutConversions() switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => IsEnough(not.Operand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both =>
            IsNotEnough(both.LeftOperand) || IsNotEnough(both.RightOperand),
        _ => false,
    };

    private static bool IsTest(IMethodSymbol method) =>
        method is { Name: Test, ContainingType: { Name: "RuntimeHelpers" } type } && type.IsIn("System.Runtime.CompilerServices");

    // A method of the same file that returns the answer, as code for several frameworks has it.
    private static bool Forwards(IMethodSymbol method, IInvocationOperation call)
    {
        if (method is not { Name: Test, DeclaringSyntaxReferences: { Length: 1 } parts } || parts[0].SyntaxTree != call.Syntax.SyntaxTree)
        {
            return false;
        }

        var results = AsyncFunctionSyntax.Results(parts[0].GetSyntax()).ToList();
        return results.Count == 1 && call.SemanticModel?.GetOperation(results[0]) is IInvocationOperation inner &&
            IsTest(inner.TargetMethod);
    }
}
