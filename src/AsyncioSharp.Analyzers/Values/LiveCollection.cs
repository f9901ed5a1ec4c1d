using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Values;

/// <summary>
/// The variables behind a collection that is not a copy: <c>list</c>, <c>more ? list : []</c>, <c>list.Where(..)</c>, <c>map.Values</c>,
/// <c>map[key]</c>, or a local variable or method that returns one of them. A change to such a variable's collection changes this one.
/// </summary>
internal static class LiveCollection
{
    private const int MaximumDepth = 8;

    // These read all of their source immediately, or before the first element.
    private static readonly HashSet<string> Copies =
        ["ToArray", "ToList", "ToDictionary", "ToHashSet", "ToLookup", "OrderBy", "OrderByDescending", "Order", "OrderDescending", "ThenBy",
            "ThenByDescending", "Reverse", "GroupBy", "Shuffle"];

    private static readonly HashSet<string> Views =
        ["AsReadOnly", "AsEnumerable", "GetEnumerator", "GetValueOrDefault", "GetViewBetween", "Peek", "GetReverseEnumerator"];

    /// <summary>Fields, properties, local variables and parameters, each as its original definition.</summary>
    public static HashSet<ISymbol> VariablesOf(IOperation collection, KnownSymbols symbols)
    {
        var found = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        Collect(collection, symbols, found, depth: 0);
        return found;
    }

    private static void Collect(IOperation value, KnownSymbols symbols, HashSet<ISymbol> found, int depth)
    {
        if (VariableOf(value) is { } variable && !found.Add(variable.OriginalDefinition))
        {
            return;
        }

        if (depth < MaximumDepth)
        {
            foreach (var source in SourcesOf(value, symbols))
            {
                Collect(source, symbols, found, depth + 1);
            }
        }
    }

    private static ISymbol? VariableOf(IOperation value) =>
        IsIndexer(value) || !CanChange(value.Type) ? null
        : SharedVariable.SymbolOf(value) is { } variable and not IMethodSymbol ? variable
        : null;

    private static IEnumerable<IOperation> SourcesOf(IOperation value, KnownSymbols symbols) => value switch
    {
        IConversionOperation conversion => [conversion.Operand],
        IParenthesizedOperation parentheses => [parentheses.Operand],
        ITranslatedQueryOperation query => [query.Operation],
        IConditionalOperation { WhenFalse: { } other } choice => [choice.WhenTrue, other],
        ICoalesceOperation choice => [choice.Value, choice.WhenNull],
        ISwitchExpressionOperation choice => choice.Arms.Select(static arm => arm.Value),
        IConditionalAccessOperation access => [access.WhenNotNull],
        IConditionalAccessInstanceOperation instance => TaskAliases.Core(instance) is var owner && owner != instance ? [owner] : [],
        IAssignmentOperation assignment => [assignment.Target, assignment.Value],
        IArrayElementReferenceOperation element => [element.ArrayReference],
        IPropertyReferenceOperation { Arguments.Length: > 0, Instance: { } owner } => [owner],
        IPropertyReferenceOperation { Property.Name: "Keys" or "Values", Instance: { } owner } => [owner],
        IPropertyReferenceOperation { Property.GetMethod: { } getter } when OwnCode.Contains(getter, symbols) =>
            FunctionResult.ValuesOf(getter, symbols),
        IInvocationOperation call => SourcesOf(call, symbols),
        ILocalReferenceOperation local => LocalValues.Of(local),
        _ => [],
    };

    private static IEnumerable<IOperation> SourcesOf(IInvocationOperation call, KnownSymbols symbols)
    {
        if (OwnCode.Contains(call.TargetMethod, symbols))
        {
            // A returned parameter is the argument.
            return FunctionResult.ValuesOf(call.TargetMethod, symbols).SelectMany(result =>
                result.WithoutConversions() is IParameterReferenceOperation { Parameter: { } parameter }
                    ? call.Arguments.Where(argument => argument.Parameter?.Ordinal == parameter.Ordinal)
                        .Select(static argument => argument.Value)
                    : [result]);
        }

        var isQuery = KnownSymbols.Is(call.TargetMethod.ContainingType, symbols.Enumerable) && !Copies.Contains(call.TargetMethod.Name);
        return isQuery || Views.Contains(call.TargetMethod.Name)
            ? call.Arguments.Select(static argument => argument.Value).Where(static argument => IsEnumerable(argument.Type))
                .Concat(call.Instance is { } owner ? [owner] : [])
            : [];
    }

    private static bool IsIndexer(IOperation value) => value is IPropertyReferenceOperation { Arguments.Length: > 0 };

    private static bool IsEnumerable(ITypeSymbol? type) => type is not null && type.SpecialType != SpecialType.System_String &&
        type.AllInterfaces.Append(type).Any(static i => i.SpecialType == SpecialType.System_Collections_IEnumerable);

    // Concurrent and immutable collections can be enumerated while they change, and so can an array.
    private static bool CanChange(ITypeSymbol? type) => type is not null &&
        !type.IsInside("System.Collections.Concurrent") && !type.IsInside("System.Collections.Immutable") &&
        !type.IsInside("System.Collections.Frozen");
}
