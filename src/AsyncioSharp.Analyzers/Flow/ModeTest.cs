using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Flow;

/// <summary>
/// Decides whether a condition tests a flag that may select the mode of the code. A flag has the type <c>bool</c> or an enum type, or
/// it is a type argument; calls and numbers are not flags.
/// </summary>
internal static class ModeTest
{
    /// <summary>
    /// A flag in any form: a variable or a property, negated, compared with a constant, matched, masked, or one side of <c>&amp;&amp;</c>
    /// and <c>||</c>.
    /// </summary>
    public static bool IsFlag(IOperation condition) => condition switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both =>
            IsFlag(both.LeftOperand) || IsFlag(both.RightOperand),
        ITupleOperation tuple => tuple.Elements.Any(IsFlag),
        _ => VariableOf(condition) is not null,
    };

    /// <summary>
    /// A flag, or a test for null: what one of the modes needs may be missing. Only a counterpart in the other branch shows that the test
    /// selects the mode.
    /// </summary>
    public static bool IsChoice(IOperation condition) => IsFlag(condition) || IsNullTest(condition);

    /// <summary>A single parameter, local variable or field.</summary>
    public static bool IsPlain(IOperation condition) =>
        VariableOf(condition) is IParameterReferenceOperation or ILocalReferenceOperation or IFieldReferenceOperation;

    /// <summary>The flags that a condition tests.</summary>
    public static IEnumerable<ISymbol> FlagsOf(IOperation condition) => condition switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both =>
            FlagsOf(both.LeftOperand).Concat(FlagsOf(both.RightOperand)),
        ITupleOperation tuple => tuple.Elements.SelectMany(FlagsOf),
        _ => VariableOf(condition) is { } variable && SymbolOf(variable) is { } symbol ? [symbol] : [],
    };

    /// <summary><c>bool</c> or an enum type, which may be nullable.</summary>
    public static bool IsFlagType(ITypeSymbol? type) => type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable =>
            IsFlagType(nullable.TypeArguments[0]),
        _ => type is { SpecialType: SpecialType.System_Boolean } or { TypeKind: TypeKind.Enum },
    };

    private static bool IsNullTest(IOperation condition) => condition switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both =>
            IsNullTest(both.LeftOperand) || IsNullTest(both.RightOperand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison =>
            comparison.LeftOperand.IsNull() || comparison.RightOperand.IsNull(),
        IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation constant } } =>
            constant.Value.IsNull(),
        IIsPatternOperation { Pattern: IConstantPatternOperation constant } => constant.Value.IsNull(),
        _ => false,
    };

    private static ISymbol? SymbolOf(IOperation variable) =>
        variable is ITypeOfOperation type ? type.TypeOperand : SharedVariable.SymbolOf(variable);

    private static IOperation? VariableOf(IOperation condition) => condition switch
    {
        IParenthesizedOperation parenthesized => VariableOf(parenthesized.Operand),
        IConversionOperation conversion => VariableOf(conversion.Operand),
        ICoalesceOperation { WhenNull.ConstantValue.HasValue: true } known => VariableOf(known.Value),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => VariableOf(not.Operand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison =>
            IsKnown(comparison.RightOperand) ? VariableOf(comparison.LeftOperand)
                : IsKnown(comparison.LeftOperand) ? VariableOf(comparison.RightOperand) : null,

        // typeof(TMode) == typeof(Async): the caller selects the mode with a type argument.
        ITypeOfOperation { TypeOperand: ITypeParameterSymbol } => condition,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.And, Type.TypeKind: TypeKind.Enum } mask =>
            VariableOf(mask.LeftOperand) ?? VariableOf(mask.RightOperand),
        IIsPatternOperation { Pattern: IConstantPatternOperation or INegatedPatternOperation or IBinaryPatternOperation } match =>
            VariableOf(match.Value),
        IInvocationOperation
        {
            TargetMethod: { Name: "HasFlag", ContainingType.SpecialType: SpecialType.System_Enum },
            Instance: { } flags
        } => VariableOf(flags),
        IParameterReferenceOperation or ILocalReferenceOperation or IFieldReferenceOperation { Field.HasConstantValue: false } =>
            IsFlagType(condition.Type) ? condition : null,
        IPropertyReferenceOperation
        {
            Arguments.Length: 0,
            Instance: null or IInstanceReferenceOperation or IParameterReferenceOperation or ILocalReferenceOperation
                or IFieldReferenceOperation
        } =>
            IsFlagType(condition.Type) ? condition : null,
        _ => null,
    };

    private static bool IsKnown(IOperation operand) =>
        operand.WithoutConversions().ConstantValue.HasValue || operand is ITypeOfOperation { TypeOperand: not ITypeParameterSymbol };
}
