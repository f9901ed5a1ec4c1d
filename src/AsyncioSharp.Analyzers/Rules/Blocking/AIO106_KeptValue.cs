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
        operation is IPropertyReferenceOperation read && IsReadBefore(read) &&
        KeepingGetter.FieldOf(read.Property.OriginalDefinition, symbols) is { } field && IsKept(field, read.Property, symbols);

    // Unconditionally, in the same statement or in one before it.
    private static bool IsReadBefore(IPropertyReferenceOperation read)
    {
        bool Reads(IOperation part) => part.Syntax.SpanStart < read.Syntax.SpanStart &&
            part is IPropertyReferenceOperation other && KnownSymbols.IsSame(other.Property, read.Property) && MemberUse.Reads(other) &&
            AreSame(other.Instance, read.Instance);

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

    // this, the type itself, or a variable that holds the same object in both places.
    private static bool AreSame(IOperation? one, IOperation? other) => (one, other) switch
    {
        (null or IInstanceReferenceOperation, null or IInstanceReferenceOperation) => true,
        ({ Type.IsReferenceType: true } first, { } second) => VariableOf(first) is { } variable &&
            KnownSymbols.IsSame(variable, VariableOf(second)) && !MayChangeBehind(first),
        _ => false,
    };

    private static ISymbol? VariableOf(IOperation value) => value switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    // A write in a lambda or a local function may run at any time.
    private static bool MayChangeBehind(IOperation use) => use.Root().Descendants().Any(other =>
        KnownSymbols.IsSame(VariableOf(other), VariableOf(use)) && VariableWrites.IsWritten(other) &&
        (other.Syntax.SpanStart > use.Syntax.SpanStart || IsNested(other)));

    private static bool IsNested(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return true;
            }
        }

        return false;
    }

    // Only what closes the object takes the value away.
    private static bool IsKept(IFieldSymbol field, IPropertySymbol property, KnownSymbols symbols) =>
        field.DeclaredAccessibility == Accessibility.Private &&
        NamedIn.Types(field, symbols.Compilation).OfType<IFieldReferenceOperation>()
            .Where(use => KnownSymbols.IsSame(use.Field.OriginalDefinition, field.OriginalDefinition) && VariableWrites.IsWritten(use))
            .All(use => IsFilled(use) || IsIn(property.GetMethod, use) || IsInClosing(use));

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

    private static bool IsIn(IMethodSymbol? getter, IFieldReferenceOperation use) =>
        use.SemanticModel?.GetEnclosingSymbol(use.Syntax.SpanStart) is { } function &&
        KnownSymbols.IsSame(function.OriginalDefinition, getter?.OriginalDefinition);

    private static bool IsInClosing(IFieldReferenceOperation use) =>
        use.SemanticModel?.GetEnclosingSymbol(use.Syntax.SpanStart) is IMethodSymbol method &&
        (method.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor || Cleanup.Closes(method));
}
