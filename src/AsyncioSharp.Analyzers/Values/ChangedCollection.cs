using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Values;

/// <summary>Recognizes operations that change a collection, so that a loop over it throws "Collection was modified".</summary>
internal static class ChangedCollection
{
    /// <summary>The names of the methods that change a collection.</summary>
    public static readonly HashSet<string> Changes =
        ["Add", "AddRange", "AddFirst", "AddLast", "AddBefore", "AddAfter", "TryAdd", "Insert", "InsertRange", "Remove", "RemoveAt",
            "RemoveAll", "RemoveRange", "RemoveWhere", "RemoveFirst", "RemoveLast", "Clear", "Enqueue", "EnqueueRange", "Dequeue",
            "TryDequeue", "EnqueueDequeue", "DequeueEnqueue", "Push", "Pop", "TryPop", "Sort", "Reverse", "UnionWith", "ExceptWith",
            "IntersectWith", "SymmetricExceptWith"];

    /// <summary>True for a call that changes a collection.</summary>
    public static bool IsChange(IInvocationOperation call) => Changes.Contains(call.TargetMethod.Name);

    /// <summary>The collection that an operation itself changes; null for any other operation.</summary>
    public static IOperation? TargetOf(IOperation operation) => operation switch
    {
        IInvocationOperation { Instance: { } owner } call when IsChange(call) => owner,
        IInvocationOperation { TargetMethod.IsExtensionMethod: true, Arguments.Length: > 0 } call when IsChange(call) =>
            call.Arguments[0].Value,
        IAssignmentOperation { Target: IPropertyReferenceOperation { Arguments.Length: > 0, Instance: { } owner } } => owner,
        IIncrementOrDecrementOperation { Target: IPropertyReferenceOperation { Arguments.Length: > 0, Instance: { } owner } } => owner,
        _ => null,
    };

    /// <summary>
    /// The variables whose collections an operation changes, directly or in a method that receives the collection as an argument.
    /// </summary>
    public static IEnumerable<ISymbol> VariablesChangedBy(IOperation operation, KnownSymbols symbols)
    {
        if (TargetOf(operation) is { } target)
        {
            return LiveCollection.VariablesOf(target, symbols);
        }

        return operation is IInvocationOperation { Arguments.Length: > 0 } call && OwnCode.Contains(call.TargetMethod, symbols)
            ? call.Arguments.Where(argument => argument.Parameter is { } parameter && IsChangedIn(call.TargetMethod, parameter, symbols))
                .SelectMany(argument => LiveCollection.VariablesOf(argument.Value, symbols))
            : [];
    }

    /// <summary>True if the body of a loop changes the collection that the loop enumerates.</summary>
    public static bool IsChangedIn(IOperation body, IOperation collection, KnownSymbols symbols)
    {
        var variables = LiveCollection.VariablesOf(collection, symbols);
        return variables.Count > 0 &&
            body.DescendantsAndSelf().Any(operation => VariablesChangedBy(operation, symbols).Any(variables.Contains));
    }

    private static bool IsChangedIn(IMethodSymbol method, IParameterSymbol parameter, KnownSymbols symbols) =>
        !parameter.Type.IsValueType && parameter.Type.SpecialType == SpecialType.None &&
        FunctionBodies.Of(method.OriginalDefinition, symbols.Compilation).SelectMany(static body => body.DescendantsAndSelf())
            .Any(operation => TargetOf(operation)?.WithoutConversions() is IParameterReferenceOperation changed &&
                KnownSymbols.IsSame(changed.Parameter, parameter.OriginalDefinition));
}
