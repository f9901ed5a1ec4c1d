using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Flow;

/// <summary>
/// <c>if (async) await XAsync(); else X();</c>: code that supports both modes and is told which to use. The synchronous branch never runs
/// on the loop. The flag is recognized by the await in the other branch, not by its name.
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

            if (IsSynchronousBranch(node, parent, use))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The same in a function that returns a task without being async: <c>if (async) return XAsync(); X(); return default;</c> Its caller
    /// selects the mode, with an argument or with a property of one.
    /// </summary>
    public static bool IsChosenByCaller(IOperation use, IMethodSymbol function, KnownSymbols symbols)
    {
        if (!symbols.IsTask(function.ReturnType))
        {
            return false;
        }

        for (var (node, parent) = (use, use.Parent); parent is not null; (node, parent) = (parent, parent.Parent))
        {
            var isChosen = parent switch
            {
                IConditionalOperation choice => node != choice.Condition && IsOfCaller(choice.Condition),
                IBlockOperation block => block.Operations.TakeWhile(o => o != node).Any(IsExitOfCaller),
                _ => false,
            };
            if (isChosen)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True if the branch leaves the function, the loop or the section.</summary>
    public static bool Leaves(IOperation branch) =>
        (branch is IBlockOperation block ? block.Operations.LastOrDefault() : branch) is IReturnOperation or IThrowOperation
            or IBranchOperation or
            IExpressionStatementOperation { Operation: IThrowOperation };

    private static bool IsExitOfCaller(IOperation statement) =>
        statement is IConditionalOperation { WhenFalse: null } exit && IsOfCaller(exit.Condition) && Leaves(exit.WhenTrue);

    private static bool IsSynchronousBranch(IOperation node, IOperation parent, IOperation use) => parent switch
    {
        IConditionalOperation choice => node != choice.Condition && ModeTest.IsChoice(choice.Condition) && Awaits(choice, node, use),
        ISwitchCaseOperation { Parent: ISwitchOperation choice } section =>
            ModeTest.IsFlag(choice.Value) && IsOther(choice.Value, choice.Cases.Where(other => other != section), use),
        ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation choice } arm =>
            node == arm.Value && ModeTest.IsFlag(choice.Value) && IsOther(choice.Value, choice.Arms.Where(other => other != arm), use),

        IBlockOperation block => block.Operations.TakeWhile(o => o != node).Any(o => IsAsynchronousExit(o, use)),
        _ => false,
    };

    // if (async) { await XAsync(); return; } X();
    private static bool IsAsynchronousExit(IOperation statement, IOperation use) =>
        statement is IConditionalOperation { WhenFalse: null } exit && ModeTest.IsChoice(exit.Condition) && Leaves(exit.WhenTrue) &&
        (Counterparts.AreAwaitedIn(exit.WhenTrue, use) || JumpsTo(exit.WhenTrue).Any(code => Counterparts.AreAwaitedIn(code, use)));

    // if (async) goto other; X(); return; other: await XAsync();
    private static IEnumerable<IOperation> JumpsTo(IOperation branch)
    {
        if (FunctionBody.WithSelf(branch).OfType<IBranchOperation>().LastOrDefault() is not { BranchKind: BranchKind.GoTo } jump)
        {
            return [];
        }

        var label = jump.Root().DescendantsAndSelf().OfType<ILabeledOperation>()
            .FirstOrDefault(o => SymbolEqualityComparer.Default.Equals(o.Label, jump.Target));
        return label?.Parent is IBlockOperation block ? block.Operations.SkipWhile(o => o != label) : [];
    }

    private static bool Awaits(IConditionalOperation choice, IOperation branch, IOperation use)
    {
        var other = branch == choice.WhenTrue ? choice.WhenFalse : choice.WhenTrue;
        if (other is not null)
        {
            return IsOther(choice.Condition, [other], use);
        }

        // if (!async) { X(); return; } await XAsync();
        return Leaves(branch) && choice.Parent is IBlockOperation block &&
            IsOther(choice.Condition, block.Operations.SkipWhile(o => o != choice).Skip(1), use);
    }

    // For a property, an await is not enough: it usually describes a state, not the mode.
    private static bool IsOther(IOperation flag, IEnumerable<IOperation> branches, IOperation use) =>
        branches.Any(branch => ModeTest.IsPlain(flag) ? HasAwait(branch) : Counterparts.AreAwaitedIn(branch, use));

    private static bool IsOfCaller(IOperation condition) => condition switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both =>
            IsOfCaller(both.LeftOperand) || IsOfCaller(both.RightOperand),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => IsOfCaller(not.Operand),
        IPropertyReferenceOperation
        {
            Instance: IParameterReferenceOperation, Type.SpecialType: SpecialType.System_Boolean,
            Arguments.Length: 0
        } property => property.Property.DeclaringSyntaxReferences.Length > 0,
        _ => ModeTest.IsPlain(condition) && condition.DescendantsAndSelf().Any(static o => o is IParameterReferenceOperation),
    };

    private static bool HasAwait(IOperation operation) => operation.DescendantsAndSelf().Any(o => o is IAwaitOperation);
}
