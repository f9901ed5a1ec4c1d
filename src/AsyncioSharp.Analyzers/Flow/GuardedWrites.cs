using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AsyncioSharp.Analyzers.Flow;

/// <summary>
/// A lock for tasks protects state across an await only if every write of the state takes a lock: synchronous code on a loop needs no lock
/// unless the function in question waits.
/// </summary>
internal static class GuardedWrites
{
    /// <summary>
    /// True if a lock is held at the node and at each write of the variable in its type. Writes in a constructor do not count, because the
    /// object is new.
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
