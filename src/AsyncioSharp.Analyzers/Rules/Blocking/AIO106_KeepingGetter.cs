using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// A getter that fills its field at the first access and does nothing else: <c>_c ??= Open()</c>, <c>_c ?? (_c = Open())</c>, or
/// <c>if (_c == null) { _c = Open(); } return _c;</c>.
/// </summary>
internal static class KeepingGetter
{
    /// <summary>The field; null for any other property.</summary>
    public static IFieldSymbol? FieldOf(IPropertySymbol property, KnownSymbols symbols)
    {
        if (property is not { IsVirtual: false, IsOverride: false, IsAbstract: false, GetMethod: { } getter })
        {
            return null;
        }

        var bodies = FunctionBodies.Of(getter, symbols.Compilation).ToList();
        var statements = bodies.Count == 1 ? StatementsOf(bodies[0]) : [];
        if (statements.Count == 0 || statements[statements.Count - 1] is not IReturnOperation { ReturnedValue: { } value })
        {
            return null;
        }

        return statements.Count == 1 ? KeptBy(value) : KeptBy(statements, value.WithoutConversions());
    }

    /// <summary>True if the operation, or a statement in it, writes the field without any other condition than that it is empty.</summary>
    private static bool Fills(IOperation? statement, IFieldSymbol field) => statement switch
    {
        IExpressionStatementOperation { Operation: IAssignmentOperation { Target: var target } } => IsField(target, field),
        IBlockOperation block => block.Operations.Any(part => Fills(part, field)),
        IConditionalOperation { WhenFalse: null } test => IsTest(test.Condition, field, isNull: true) && Fills(test.WhenTrue, field),
        _ => false,
    };

    private static List<IOperation> StatementsOf(IOperation body) => body switch
    {
        IMethodBodyBaseOperation method => (method.BlockBody ?? method.ExpressionBody) is { } code ? StatementsOf(code) : [],
        IBlockOperation block => [.. block.Operations],
        _ => [body],
    };

    private static IFieldSymbol? KeptBy(IOperation value) => value.WithoutConversions() switch
    {
        ICoalesceAssignmentOperation { Target: IFieldReferenceOperation { Field: { } field } } => field,
        ICoalesceOperation { Value: IFieldReferenceOperation { Field: { } field }, WhenNull: var other } =>
            other.WithoutConversions() is ISimpleAssignmentOperation { Target: var target } && IsField(target, field) ? field : null,
        _ => null,
    };

    // if (_c == null) { _c = Open(); } return _c; and if (_c != null) { return _c; } _c = Open(); return _c;
    private static IFieldSymbol? KeptBy(List<IOperation> statements, IOperation result)
    {
        var assignment = result as ISimpleAssignmentOperation;
        if ((assignment?.Target ?? result) is not IFieldReferenceOperation { Field: { } field })
        {
            return null;
        }

        if (statements[0] is not IConditionalOperation { WhenFalse: null } test)
        {
            return null;
        }

        var isFilled = assignment is null && statements.Count == 2 && Fills(test, field);
        return isFilled || (LeavesWith(test, field) && (assignment is not null || IsFilledBehind(statements, field))) ? field : null;
    }

    private static bool LeavesWith(IConditionalOperation exit, IFieldSymbol field) =>
        IsTest(exit.Condition, field, isNull: false) && Returns(exit.WhenTrue, field);

    private static bool IsFilledBehind(List<IOperation> statements, IFieldSymbol field) =>
        statements.Skip(1).Any(part => part is IExpressionStatementOperation && Fills(part, field));

    private static bool Returns(IOperation statement, IFieldSymbol field) => statement switch
    {
        IBlockOperation { Operations: { Length: 1 } only } => Returns(only[0], field),
        IReturnOperation { ReturnedValue: { } value } => IsField(value, field),
        _ => false,
    };

    private static bool IsTest(IOperation condition, IFieldSymbol field, bool isNull) => condition switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => IsTest(not.Operand, field, !isNull),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } test =>
            isNull == (test.OperatorKind == BinaryOperatorKind.Equals) && test.RightOperand.IsNull() && IsField(test.LeftOperand, field),
        IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation other } } test =>
            !isNull && other.Value.IsNull() && IsField(test.Value, field),
        IIsPatternOperation { Pattern: IConstantPatternOperation pattern } test =>
            isNull && pattern.Value.IsNull() && IsField(test.Value, field),
        _ => false,
    };

    private static bool IsField(IOperation value, IFieldSymbol field) =>
        value.WithoutConversions() is IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } reference &&
        KnownSymbols.IsSame(reference.Field, field);
}
