using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// Loops that nothing in them ends: <c>while (true)</c> without a way out, and <c>while (!_done) { }</c> where nothing in the loop
/// can change the condition. What waits in it is a matter of its own: an await lets others run, a call that blocks has its own rules.
/// </summary>
internal static class EndlessLoop
{
    // What a loop does while it waits for something without letting anything run.
    private static readonly HashSet<string> Pauses = ["SpinWait", "SpinOnce", "Yield", "Write", "WriteLine"];

    // Of tasks and of what belongs to the loop: nothing can change them while the loop is busy, or the loop waits for another thread.
    private static readonly HashSet<string> States = ["IsCompleted", "IsCompletedSuccessfully", "IsDone", "IsSet"];

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
            ? !OwnCode.Of(loop).Any(o => Ends(o, loop, symbols))
            : IsState(condition!, symbols) && !OwnCode.Of(loop).Any(o => Ends(o, loop, symbols) || Changes(o, condition!));
    }

    public static bool Continues(IOperation operation, ILoopOperation loop) =>
        operation is IBranchOperation { BranchKind: BranchKind.Continue } branch && SymbolEqualityComparer.Default.Equals(branch.Target, loop.ContinueLabel);

    // It leaves the loop, lets others run, stops at a call that other rules speak of, or never gets out of an inner loop.
    private static bool Ends(IOperation operation, ILoopOperation loop, KnownSymbols symbols) => operation switch
    {
        IReturnOperation or IThrowOperation or IInvalidOperation => true,
        IBranchOperation { BranchKind: BranchKind.GoTo } => true,
        IBranchOperation { BranchKind: BranchKind.Break } branch => SymbolEqualityComparer.Default.Equals(branch.Target, loop.ExitLabel),
        IInvocationOperation call => call.TargetMethod.Name == "ThrowIfCancellationRequested" || DoesNotReturn(call.TargetMethod) || Blocks(call, symbols),
        IPropertyReferenceOperation { Property.Name: "Result" } property => symbols.IsTask(property.Instance?.Type),
        ILoopOperation inner when Is(inner, symbols) => true,
        _ => OwnCode.IsAwait(operation),
    };

    private static bool DoesNotReturn(IMethodSymbol method) => method.GetAttributes().Any(static a => a.AttributeClass?.Name == "DoesNotReturnAttribute");

    private static bool Blocks(IInvocationOperation call, KnownSymbols symbols) =>
        BlockingApis.Find(call, symbols) is { Kind: not BlockingKind.FileCall } || call.TargetMethod.Name == "GetResult" ||
        (call.TargetMethod.Name == "Sleep" && KnownSymbols.Is(call.TargetMethod.ContainingType, symbols.Thread)) ||
        (call.TargetMethod.Name.StartsWith("Wait", StringComparison.Ordinal) && symbols.IsTask(call.TargetMethod.ContainingType));

    // Fields, states of tasks, constants, and what combines them.
    private static bool IsState(IOperation condition, KnownSymbols symbols) => condition switch
    {
        IParenthesizedOperation parenthesized => IsState(parenthesized.Operand, symbols),
        IConversionOperation conversion => IsState(conversion.Operand, symbols),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => IsState(not.Operand, symbols),
        IBinaryOperation { OperatorMethod: null, LeftOperand: var left, RightOperand: var right } =>
            (IsState(left, symbols) && (right.ConstantValue.HasValue || IsState(right, symbols))) || (left.ConstantValue.HasValue && IsState(right, symbols)),
        IFieldReferenceOperation { Field.IsConst: false, Instance: null or IInstanceReferenceOperation } => true,
        IPropertyReferenceOperation { Instance: { } owner } property =>
            States.Contains(property.Property.Name) && IsFixed(owner) && (symbols.IsTask(owner.Type) || symbols.IsRuntime(property.Property)),
        _ => false,
    };

    private static bool IsFixed(IOperation owner) =>
        owner is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation };

    // Code of the program may change a field from afar.
    private static bool Changes(IOperation operation, IOperation condition) => operation switch
    {
        IInvocationOperation call => !Pauses.Contains(call.TargetMethod.Name) || call.TargetMethod.ContainingNamespace?.ToString() is not ("System" or "System.Threading"),
        IAssignmentOperation assignment => Mentions(condition, assignment.Target),
        IIncrementOrDecrementOperation increment => Mentions(condition, increment.Target),
        IArgumentOperation { Parameter.RefKind: not RefKind.None } => true,
        IPropertyReferenceOperation property => !condition.DescendantsAndSelf().Contains(property),
        IObjectCreationOperation or IDynamicInvocationOperation or IEventAssignmentOperation or IFunctionPointerInvocationOperation => true,
        _ => false,
    };

    private static bool Mentions(IOperation condition, IOperation target) => target switch
    {
        IFieldReferenceOperation field => condition.DescendantsAndSelf().Any(o => o is IFieldReferenceOperation other && KnownSymbols.IsSame(other.Field, field.Field)),
        ILocalReferenceOperation local => condition.DescendantsAndSelf().Any(o => o is ILocalReferenceOperation other && KnownSymbols.IsSame(other.Local, local.Local)),
        IParameterReferenceOperation parameter => condition.DescendantsAndSelf().Any(o => o is IParameterReferenceOperation other && KnownSymbols.IsSame(other.Parameter, parameter.Parameter)),
        ITupleOperation => true,
        _ => false,
    };
}
