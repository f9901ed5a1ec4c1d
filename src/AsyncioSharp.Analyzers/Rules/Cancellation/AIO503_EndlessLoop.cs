using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// Endless loops: <c>while (true)</c> without an exit, and <c>while (!_done) { }</c> where nothing in the loop can change the condition. An
/// await lets other code run; blocking calls, and loops that wait for another thread, have their own rules.
/// </summary>
internal static class EndlessLoop
{
    private static readonly HashSet<OperationKind> RunsCode =
    [
        OperationKind.PropertyReference, OperationKind.ObjectCreation, OperationKind.DynamicInvocation, OperationKind.EventAssignment,
        OperationKind.FunctionPointerInvocation,
    ];

    public static bool Is(ILoopOperation loop, KnownSymbols symbols)
    {
        var (isLoop, condition) = loop switch
        {
            IWhileLoopOperation { Condition: { } test } => (true, test),
            IForLoopOperation { Condition: var test } => (true, test),
            _ => (false, null),
        };
        if (!isLoop || LoopYield.BodyOf(loop.Syntax) is null)
        {
            return false;
        }

        var isEndless = condition is null or { ConstantValue: { HasValue: true, Value: true } };
        return isEndless
            ? !FunctionBody.Of(loop).Any(o => Ends(o, loop, symbols))
            : IsState(condition!) && BusyWait.ConditionOf(loop) is null &&
            !FunctionBody.Of(loop).Any(o => Ends(o, loop, symbols) || Changes(o, condition!));
    }

    public static bool Continues(IOperation operation, ILoopOperation loop) =>
        operation is IBranchOperation { BranchKind: BranchKind.Continue } branch &&
            SymbolEqualityComparer.Default.Equals(branch.Target, loop.ContinueLabel);

    // It leaves the loop, lets other code run, stops at a call that other rules cover, or never leaves an inner loop.
    public static bool Ends(IOperation operation, ILoopOperation loop, KnownSymbols symbols) => operation switch
    {
        IReturnOperation or IThrowOperation or IInvalidOperation => true,
        IBranchOperation { BranchKind: BranchKind.GoTo } => true,
        IBranchOperation { BranchKind: BranchKind.Break } branch => SymbolEqualityComparer.Default.Equals(branch.Target, loop.ExitLabel),
        IInvocationOperation call =>
            call.TargetMethod.Name == "ThrowIfCancellationRequested" || DoesNotReturn(call.TargetMethod) || Blocks(call, symbols),
        IPropertyReferenceOperation { Property.Name: "Result" } property => symbols.IsTask(property.Instance?.Type),
        ILoopOperation inner when Is(inner, symbols) || BusyWait.ConditionOf(inner) is not null => true,
        _ => FunctionBody.IsAwait(operation),
    };

    private static bool DoesNotReturn(IMethodSymbol method) =>
        method.GetAttributes().Any(static a => a.AttributeClass?.Name == "DoesNotReturnAttribute");

    private static bool Blocks(IInvocationOperation call, KnownSymbols symbols) =>
        BlockingApis.Find(call, symbols) is { Kind: not BlockingKind.FileCall } || Waits(call.TargetMethod, symbols);

    private static bool Waits(IMethodSymbol method, KnownSymbols symbols) => method.Name switch
    {
        "GetResult" => true,
        "Sleep" => KnownSymbols.Is(method.ContainingType, symbols.Thread),
        var name => name.StartsWith("Wait", StringComparison.Ordinal) && symbols.IsTask(method.ContainingType),
    };

    // Fields, constants, and combinations of them.
    private static bool IsState(IOperation condition) => condition switch
    {
        IParenthesizedOperation parenthesized => IsState(parenthesized.Operand),
        IConversionOperation conversion => IsState(conversion.Operand),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => IsState(not.Operand),
        IBinaryOperation { OperatorMethod: null, LeftOperand: var left, RightOperand: var right } =>
            (IsState(left) && (right.ConstantValue.HasValue || IsState(right))) || (left.ConstantValue.HasValue && IsState(right)),
        IFieldReferenceOperation { Field.IsConst: false, Instance: null or IInstanceReferenceOperation } => true,
        _ => false,
    };

    // Code of the program may change a field indirectly.
    public static bool Changes(IOperation operation, IOperation condition) => operation switch
    {
        IInvocationOperation call => !IsConsoleOutput(call.TargetMethod),
        IAssignmentOperation assignment => Mentions(condition, assignment.Target),
        IIncrementOrDecrementOperation increment => Mentions(condition, increment.Target),
        IArgumentOperation argument => argument.Parameter is { RefKind: not RefKind.None },
        _ => RunsCode.Contains(operation.Kind),
    };

    private static bool IsConsoleOutput(IMethodSymbol method) =>
        method is { Name: "Write" or "WriteLine", ContainingType: { Name: "Console", ContainingNamespace.Name: "System" } };

    private static bool Mentions(IOperation condition, IOperation target) => target switch
    {
        IFieldReferenceOperation field =>
            condition.DescendantsAndSelf().Any(o => o is IFieldReferenceOperation other && KnownSymbols.IsSame(other.Field, field.Field)),
        ITupleOperation => true,
        _ => false,
    };
}
