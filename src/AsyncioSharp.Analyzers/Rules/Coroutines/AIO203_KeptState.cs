using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>The state of a type: its fields and properties, and the elements of its collections.</summary>
internal static class KeptState
{
    /// <summary>True for state of an object of this type. An object of another type owns what it is given.</summary>
    public static bool IsOf(IOperation? target, INamedTypeSymbol? owner) => target switch
    {
        IConditionalAccessInstanceOperation instance => IsOf(TaskAliases.Receiver(instance), owner),
        IConditionalAccessOperation access => IsOf(access.WhenNotNull, owner),
        IFieldReferenceOperation field => IsOwn(field.Instance, owner),
        IPropertyReferenceOperation { Arguments.IsEmpty: true } property =>
            IsOwn(property.Instance, owner) || (IsHolder(property) && IsOf(property.Instance, owner)),
        IPropertyReferenceOperation element => IsOf(element.Instance, owner),
        IArrayElementReferenceOperation element => IsOf(element.ArrayReference, owner),
        _ => false,
    };

    private static bool IsOwn(IOperation? instance, INamedTypeSymbol? owner) => instance switch
    {
        null => true,
        IInstanceReferenceOperation self => self.ReferenceKind == InstanceReferenceKind.ContainingTypeInstance,
        IConditionalAccessInstanceOperation tested => IsOwn(TaskAliases.Receiver(tested), owner),
        _ => instance.Type is { } type && KnownSymbols.IsSame(type.OriginalDefinition, owner?.OriginalDefinition),
    };

    // AsyncLocal<T>.Value, ThreadLocal<T>.Value
    private static bool IsHolder(IPropertyReferenceOperation property) =>
        property.Property.OriginalDefinition.Type is ITypeParameterSymbol;
}
