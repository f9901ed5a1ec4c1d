using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.CodeFixes;

/// <summary>Code that only works on a loop: a plain async function, which may run anywhere, must not contain it.</summary>
internal static class LoopNeed
{
    /// <param name="declaration">The function.</param>
    /// <param name="family">The coroutines that become plain functions together with it.</param>
    /// <param name="model">The semantic model of its tree.</param>
    /// <param name="symbols">The known symbols.</param>
    public static bool Has(SyntaxNode declaration, ISet<ISymbol> family, SemanticModel model, KnownSymbols symbols) =>
        model.GetOperation(declaration) is not { } body || body.Descendants().Any(operation => Is(operation, family, symbols));

    private static bool Is(IOperation operation, ISet<ISymbol> family, KnownSymbols symbols) => operation switch
    {
        IInvocationOperation call => !family.Contains(call.TargetMethod.OriginalDefinition) &&
            (symbols.IsRuntime(call.TargetMethod) || IsOfLoop(call.Type, symbols)),
        IObjectCreationOperation { Type: { } type } => symbols.IsRuntime(type),
        IPropertyReferenceOperation property => symbols.IsRuntime(property.Property),
        IAwaitOperation { Operation: not IInvocationOperation and var awaited } => IsOfLoop(awaited.Type, symbols),
        _ => false,
    };

    private static bool IsOfLoop(ITypeSymbol? type, KnownSymbols symbols) => symbols.IsCoroutine(type) || symbols.IsFuture(type);
}
