using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Tokens;

/// <summary>
/// A filter that says nothing about a cancellation: it counts tries, tests an option, or excludes only <c>TaskCanceledException</c>.
/// A filter is deliberate if it asks a method or a flag of the object, because either may tell that the work has ended.
/// </summary>
internal static class IndifferentFilter
{
    public static bool Is(IOperation filter, KnownSymbols symbols) =>
        IsOnlyTaskCanceled(filter, symbols) || IsAlwaysTrue(filter, symbols) ||
        filter.DescendantsAndSelf().All(o => IsNeutral(o, filter));

    /// <summary><c>e is not TaskCanceledException</c>: a canceled token throws the base type, and the loop another one.</summary>
    public static bool IsOnlyTaskCanceled(IOperation filter, KnownSymbols symbols) => filter switch
    {
        IParenthesizedOperation inner => IsOnlyTaskCanceled(inner.Operand, symbols),
        IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: ITypePatternOperation type } } =>
            IsIt(type.MatchedType, symbols),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: IIsTypeOperation test } => IsIt(test.TypeOperand, symbols),
        _ => false,
    };

    // when (Log(e)), with a method that logs and returns true.
    private static bool IsAlwaysTrue(IOperation filter, KnownSymbols symbols)
    {
        if (filter is not IInvocationOperation { IsVirtual: false, TargetMethod: { } method } || !OwnCode.Contains(method, symbols))
        {
            return false;
        }

        var results = FunctionBodies.Of(method.OriginalDefinition, symbols.Compilation)
            .SelectMany(FunctionBody.Of).OfType<IReturnOperation>().ToList();
        return results.Count > 0 && results.All(static result => result.ReturnedValue?.ConstantValue is { HasValue: true, Value: true });
    }

    private static bool IsIt(ITypeSymbol type, KnownSymbols symbols) =>
        type.Name == "TaskCanceledException" && KnownSymbols.Is(type, symbols.Find("System.Threading.Tasks.TaskCanceledException"));

    private static bool IsNeutral(IOperation operation, IOperation filter) => operation switch
    {
        ILiteralOperation or IBinaryOperation or IUnaryOperation or IParenthesizedOperation or IConversionOperation => true,
        IIncrementOrDecrementOperation => true,
        ILocalReferenceOperation local => IsNumber(local.Type),
        IParameterReferenceOperation parameter => IsNumber(parameter.Type) || IsOption(parameter, filter),
        IFieldReferenceOperation or IPropertyReferenceOperation => IsNumber(operation.Type) && IsOwn(operation),
        IInstanceReferenceOperation => true,
        _ => false,
    };

    private static bool IsNumber(ITypeSymbol? type) => type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double;

    private static bool IsOwn(IOperation member) => ((IMemberReferenceOperation)member).Instance is null or IInstanceReferenceOperation;

    // A flag of the caller that the function never changes.
    private static bool IsOption(IParameterReferenceOperation parameter, IOperation filter) =>
        parameter.Type?.SpecialType == SpecialType.System_Boolean && parameter.Parameter.RefKind == RefKind.None &&
        !filter.Root().Descendants().OfType<IAssignmentOperation>()
            .Any(a => a.Target is IParameterReferenceOperation target && KnownSymbols.IsSame(target.Parameter, parameter.Parameter));
}
