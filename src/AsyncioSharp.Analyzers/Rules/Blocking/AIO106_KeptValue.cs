using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// A property that creates its value at the first access and keeps it: <c>Connection => _connection ??= Open()</c>. Only the first access
/// of a function may block.
/// </summary>
internal static class KeptValue
{
    public static bool IsReadAgain(IOperation operation, KnownSymbols symbols) =>
        operation is IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation } read && IsReadBefore(read) &&
        FieldOf(read.Property.OriginalDefinition, symbols) is { } field && IsKept(field, symbols);

    // Unconditionally, in the same statement or in one before it.
    private static bool IsReadBefore(IPropertyReferenceOperation read)
    {
        bool Reads(IOperation part) => part.Syntax.SpanStart < read.Syntax.SpanStart &&
            part is IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation } other &&
            KnownSymbols.IsSame(other.Property, read.Property) && MemberUse.Reads(other);

        for (var (node, parent) = ((IOperation)read, read.Parent); parent is not null; (node, parent) = (parent, parent.Parent))
        {
            if (node is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return false;
            }

            if (parent is IBlockOperation or ISwitchCaseOperation && parent.ChildOperations.TakeWhile(o => o != node).Append(node)
                .Any(statement => FunctionBody.WithSelf(statement).Any(part => Reads(part) && CertainPart.Is(part, statement))))
            {
                return true;
            }
        }

        return false;
    }

    // The field that the getter fills, if it does nothing else.
    private static IFieldSymbol? FieldOf(IPropertySymbol property, KnownSymbols symbols)
    {
        if (property is not { IsVirtual: false, IsOverride: false, IsAbstract: false, GetMethod: { } getter })
        {
            return null;
        }

        var bodies = FunctionBodies.Of(getter, symbols.Compilation).ToList();
        var value = bodies.Count == 1 ? ReturnOf(bodies[0])?.ReturnedValue : null;
        return value?.WithoutConversions() switch
        {
            ICoalesceAssignmentOperation { Target: IFieldReferenceOperation { Field: { } field } } => field,
            ICoalesceOperation { Value: IFieldReferenceOperation { Field: { } field }, WhenNull: var other } =>
                other.WithoutConversions() is ISimpleAssignmentOperation { Target: IFieldReferenceOperation target } &&
                    KnownSymbols.IsSame(target.Field, field) ? field : null,
            _ => null,
        };
    }

    private static IReturnOperation? ReturnOf(IOperation body) => body switch
    {
        IReturnOperation only => only,
        IBlockOperation { Operations: { Length: 1 } statements } => ReturnOf(statements[0]),
        IMethodBodyBaseOperation method => (method.BlockBody ?? method.ExpressionBody) is { } code ? ReturnOf(code) : null,
        _ => null,
    };

    // Only what closes the object takes the value away.
    private static bool IsKept(IFieldSymbol field, KnownSymbols symbols) =>
        field.DeclaredAccessibility == Accessibility.Private &&
        NamedIn.Types(field, symbols.Compilation).OfType<IFieldReferenceOperation>()
            .Where(use => KnownSymbols.IsSame(use.Field.OriginalDefinition, field.OriginalDefinition) && VariableWrites.IsWritten(use))
            .All(static use => IsFilled(use) || IsInClosing(use));

    // By the getter, or in the same way by others.
    private static bool IsFilled(IFieldReferenceOperation use) => use.Parent is ICoalesceAssignmentOperation || IsFilledIfNull(use);

    private static bool IsFilledIfNull(IFieldReferenceOperation use)
    {
        var around = use.Parent?.Parent;
        while (around is IConversionOperation)
        {
            around = around.Parent;
        }

        return around is ICoalesceOperation { Value: IFieldReferenceOperation kept } && KnownSymbols.IsSame(kept.Field, use.Field);
    }

    private static bool IsInClosing(IFieldReferenceOperation use) =>
        use.SemanticModel?.GetEnclosingSymbol(use.Syntax.SpanStart) is IMethodSymbol method &&
        (method.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor || Cleanup.Closes(method));
}
