using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Values;

/// <summary>A collection that may change while a loop over it waits: then the loop ends with "Collection was modified".</summary>
internal static class ChangedCollection
{
    private static readonly HashSet<string> Changes =
        ["Add", "AddRange", "Insert", "InsertRange", "Remove", "RemoveAt", "RemoveAll", "RemoveRange", "Clear", "Enqueue", "Dequeue",
            "TryDequeue", "Push", "Pop", "TryPop", "Sort", "Reverse", "TryAdd",
            "AddFirst", "AddLast", "RemoveFirst", "RemoveLast", "UnionWith", "ExceptWith", "IntersectWith"];

    /// <summary>By the body of the loop itself, or, of a collection that the object has, by any of its methods.</summary>
    public static bool IsChanged(IOperation? collection, IOperation body, KnownSymbols symbols)
    {
        if (collection is null || VariableOf(collection) is not { } variable)
        {
            return false;
        }

        return body.DescendantsAndSelf().Any(operation => IsChange(operation, variable)) ||
            (variable is IFieldSymbol or IPropertySymbol && IsMutable(collection.Type) && IsChangedInType(variable, symbols));
    }

    /// <summary>Is it a call that changes a collection?</summary>
    public static bool IsChange(IInvocationOperation call) => Changes.Contains(call.TargetMethod.Name);

    private static bool IsChange(IOperation operation, ISymbol variable) => operation switch
    {
        IInvocationOperation { Instance: { } instance } call => Changes.Contains(call.TargetMethod.Name) && IsOf(instance, variable),
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments.Length: > 0, Instance: { } instance } } =>
            IsOf(instance, variable),
        _ => false,
    };

    private static bool IsOf(IOperation instance, ISymbol variable) =>
        KnownSymbols.IsSame(VariableOf(instance), variable);

    // var own = field: the field.
    private static ISymbol? VariableOf(IOperation collection) => collection is ILocalReferenceOperation
        ? SharedVariable.SymbolOf(ValueOrigin.Of(collection)) ?? SharedVariable.SymbolOf(collection)
        : SharedVariable.SymbolOf(collection);

    // Concurrent and immutable collections can be enumerated while they change.
    private static bool IsMutable(ITypeSymbol? type) =>
        type.IsIn("System.Collections.Generic") && type?.TypeKind == TypeKind.Class;

    private static bool IsChangedInType(ISymbol variable, KnownSymbols symbols) => variable.ContainingType.DeclaringSyntaxReferences
        .SelectMany(static reference => reference.GetSyntax().DescendantNodes().OfType<InvocationExpressionSyntax>())
        .Any(call =>
            call.Expression is MemberAccessExpressionSyntax access && Changes.Contains(access.Name.Identifier.ValueText) &&
                Names(access.Expression, variable.Name) &&
            call.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is null &&
            KnownSymbols.IsSame(symbols.Compilation.GetSemanticModel(call.SyntaxTree).GetSymbolInfo(access.Expression).Symbol, variable));

    private static bool Names(ExpressionSyntax expression, string name) => expression switch
    {
        IdentifierNameSyntax simple => simple.Identifier.ValueText == name,
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText == name,
        _ => false,
    };
}
