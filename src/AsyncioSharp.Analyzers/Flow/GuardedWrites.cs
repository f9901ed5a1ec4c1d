using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.Analyzers.Flow;

/// <summary>
/// A lock for tasks keeps state whole across an await only where everything that writes the state takes a lock: synchronous code on a loop
/// needs none until the function in question waits.
/// </summary>
internal static class GuardedWrites
{
    /// <summary>
    /// Is a lock held at the node, and at each write of the variable in its type? What a constructor writes is a new object's.
    /// </summary>
    public static bool Protect(SyntaxNode node, ISymbol variable, EnclosingFunction function, KnownSymbols symbols) =>
        AsyncLockAround.Contains(node, function, symbols) &&
        (variable is not (IFieldSymbol or IPropertySymbol) || WritesOf(variable, symbols).All(write => IsGuarded(write, symbols)));

    private static IEnumerable<(StateAccess Access, EnclosingFunction Function)> WritesOf(ISymbol variable, KnownSymbols symbols)
    {
        foreach (var reference in variable.ContainingType.DeclaringSyntaxReferences)
        {
            var type = reference.GetSyntax();
            foreach (var name in type.DescendantNodes().OfType<IdentifierNameSyntax>().Where(n => n.Identifier.ValueText == variable.Name))
            {
                var place = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : (ExpressionSyntax)name;
                var model = symbols.Compilation.GetSemanticModel(type.SyntaxTree);
                if (EnclosingFunction.At(place, model) is { } function && model.GetOperation(place) is { } operation &&
                    StateAccess.Of(operation, function, symbols) is { Writes: true } write && KnownSymbols.IsSame(write.Variable, variable))
                {
                    yield return (write, function);
                }
            }
        }
    }

    private static bool IsGuarded((StateAccess Access, EnclosingFunction Function) write, KnownSymbols symbols) =>
        write.Function.Symbol.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor ||
        AsyncLockAround.Contains(write.Access.Operation.Syntax, write.Function, symbols);
}
