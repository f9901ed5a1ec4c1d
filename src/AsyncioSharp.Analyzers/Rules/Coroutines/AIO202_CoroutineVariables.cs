using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>The coroutine variables of a member. A copy stands for its original: <c>var copy = work;</c> is the same coroutine.</summary>
internal sealed class CoroutineVariables
{
    private readonly Dictionary<ISymbol, ISymbol> _copies = new(SymbolEqualityComparer.Default);

    public CoroutineVariables(IOperation root, KnownSymbols symbols)
    {
        foreach (var operation in root.DescendantsAndSelf())
        {
            if (operation is IVariableDeclaratorOperation { Initializer.Value: { } value, Symbol: { IsRef: false } copy } &&
                symbols.IsCoroutine(copy.Type) && symbols.IsCoroutine(value.Type) && Named(value) is { } original)
            {
                _copies[copy] = original;
            }
        }

        if (_copies.Count > 0)
        {
            ForgetChanged(root);
        }
    }

    /// <summary>True if the coroutine has several names, so that its declaration alone cannot make it a task.</summary>
    public bool IsCopied(ISymbol variable) => _copies.Values.Contains(variable, SymbolEqualityComparer.Default);

    /// <summary>The variable that first held what the reference reads; null if the operation reads no variable.</summary>
    public ISymbol? Of(IOperation operation)
    {
        var variable = Named(operation);
        while (variable is not null && _copies.TryGetValue(variable, out var original))
        {
            variable = original;
        }

        return variable;
    }

    /// <summary>The variable that is written there.</summary>
    public static ISymbol? Named(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    // Where one of the two gets another value, they are no longer the same.
    private void ForgetChanged(IOperation root)
    {
        var changed = new HashSet<ISymbol>(
            root.DescendantsAndSelf().Where(IsChange).Select(Named).OfType<ISymbol>(), SymbolEqualityComparer.Default);
        foreach (var copy in _copies.Where(pair => changed.Contains(pair.Key) || changed.Contains(pair.Value)).ToList())
        {
            _copies.Remove(copy.Key);
        }
    }

    private static bool IsChange(IOperation reference) => reference.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == reference,
        IArgumentOperation argument => argument.Parameter is { RefKind: not RefKind.None },
        ITupleOperation or IDeclarationExpressionOperation or IAddressOfOperation => true,
        _ => false,
    };
}
