using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers.Values;

/// <summary>
/// All values that a local variable may hold, as far as its function shows; for an <c>out</c> argument, the object it came from.
/// </summary>
internal static class LocalValues
{
    public static IEnumerable<IOperation> Of(ILocalReferenceOperation local) =>
        local.Root().Descendants().Select(operation => ValueAt(operation, local.Local)).OfType<IOperation>();

    private static IOperation? ValueAt(IOperation operation, ILocalSymbol local) => operation switch
    {
        IVariableDeclaratorOperation declarator when Same(declarator.Symbol, local) => declarator.Initializer?.Value,
        IAssignmentOperation { Target: ILocalReferenceOperation target } assignment when Same(target.Local, local) => assignment.Value,
        IDeclarationPatternOperation { Parent: IIsPatternOperation test } pattern when Same(pattern.DeclaredSymbol, local) => test.Value,
        IForEachLoopOperation loop when loop.Locals.Contains(local, SymbolEqualityComparer.Default) => loop.Collection,

        // map.TryGetValue(key, out var list)
        IArgumentOperation { Parameter.RefKind: RefKind.Out, Parent: IInvocationOperation { Instance: { } owner } } argument
            when argument.DescendantsAndSelf().Any(o => o is ILocalReferenceOperation written && Same(written.Local, local)) => owner,
        _ => null,
    };

    private static bool Same(ISymbol? left, ISymbol right) => SymbolEqualityComparer.Default.Equals(left, right);
}
