using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Functions;

/// <summary>
/// <c>if (async) await XAsync(); else X();</c>: code that can do both and is told which. The synchronous branch never runs on the loop.
/// What tells is not the name of the flag but that the other branch awaits.
/// </summary>
internal static class SyncAsyncFlag
{
    public static bool Selects(IOperation use)
    {
        for (var (node, parent) = (use, use.Parent); parent is not null; (node, parent) = (parent, parent.Parent))
        {
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return false;
            }

            if (parent is IConditionalOperation choice && node != choice.Condition && IsFlag(choice.Condition) && Awaits(choice, node))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The same in a function that gives its caller a task without being async: <c>if (async) return XAsync(); X(); return default;</c>
    /// Its caller says which way to go, with an argument or with a property of one.
    /// </summary>
    public static bool IsChosenByCaller(IOperation use, IMethodSymbol function, KnownSymbols symbols)
    {
        if (!symbols.IsTask(function.ReturnType))
        {
            return false;
        }

        for (var (node, parent) = (use, use.Parent); parent is not null; (node, parent) = (parent, parent.Parent))
        {
            if ((parent is IConditionalOperation choice && node != choice.Condition && IsOfCaller(choice.Condition)) ||
                (parent is IBlockOperation block && block.Operations.TakeWhile(o => o != node).Any(o => o is IConditionalOperation { WhenFalse: null } exit && IsOfCaller(exit.Condition) && Leaves(exit.WhenTrue))))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOfCaller(IOperation condition) => condition switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both => IsOfCaller(both.LeftOperand) || IsOfCaller(both.RightOperand),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => IsOfCaller(not.Operand),
        IPropertyReferenceOperation { Instance: IParameterReferenceOperation, Type.SpecialType: SpecialType.System_Boolean, Arguments.Length: 0 } property => property.Property.DeclaringSyntaxReferences.Length > 0,
        _ => IsFlag(condition) && condition.DescendantsAndSelf().Any(static o => o is IParameterReferenceOperation),
    };

    private static bool Awaits(IConditionalOperation choice, IOperation branch)
    {
        var other = branch == choice.WhenTrue ? choice.WhenFalse : choice.WhenTrue;
        if (other is not null)
        {
            return HasAwait(other);
        }

        // if (!async) { X(); return; } await XAsync();
        return Leaves(branch) && choice.Parent is IBlockOperation block && block.Operations.SkipWhile(o => o != choice).Skip(1).Any(HasAwait);
    }

    private static bool Leaves(IOperation branch) =>
        (branch is IBlockOperation block ? block.Operations.LastOrDefault() : branch) is IReturnOperation or IThrowOperation or IBranchOperation or
            IExpressionStatementOperation { Operation: IThrowOperation };

    private static bool HasAwait(IOperation operation) => operation.DescendantsAndSelf().Any(o => o is IAwaitOperation);

    // Parameters, locals and fields of type bool or of an enum, negated or compared with constants; calls and numbers are no flags.
    private static bool IsFlag(IOperation condition) => condition switch
    {
        IParenthesizedOperation parenthesized => IsFlag(parenthesized.Operand),
        IConversionOperation conversion => IsFlag(conversion.Operand),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => IsFlag(not.Operand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison =>
            (IsFlag(comparison.LeftOperand) && comparison.RightOperand.ConstantValue.HasValue) ||
            (IsFlag(comparison.RightOperand) && comparison.LeftOperand.ConstantValue.HasValue),
        IParameterReferenceOperation or ILocalReferenceOperation or IFieldReferenceOperation =>
            condition.Type is { SpecialType: SpecialType.System_Boolean } or { TypeKind: TypeKind.Enum },
        _ => false,
    };
}
