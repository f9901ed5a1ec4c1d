using Microsoft.CodeAnalysis;

namespace AsyncioSharp.CodeFixes;

/// <summary>A function whose return type no other code requires: no base type or interface, no host, no test framework.</summary>
internal static class FreeSignature
{
    /// <param name="method">The function.</param>
    /// <param name="mayBeVisible">Whether code outside of its type may call it.</param>
    /// <param name="symbols">The known symbols.</param>
    public static bool Is(IMethodSymbol method, bool mayBeVisible, KnownSymbols symbols)
    {
        if (!method.IsAsync || method.IsVirtual || !HarmlessAttributes.AreAllOf(method))
        {
            return false;
        }

        return method.MethodKind switch
        {
            MethodKind.LocalFunction => true,
            MethodKind.Ordinary => IsFree(method, symbols) && (mayBeVisible || method.DeclaredAccessibility == Accessibility.Private),
            _ => false,
        };
    }

    private static bool IsFree(IMethodSymbol method, KnownSymbols symbols) =>
        !PrivateCalls.Implements(method) && !IsCalledByLanguage(method) && !IsPartial(method) &&
        !KnownSymbols.IsSame(method, symbols.EntryPoint) && HostCall.CallerOf(method, symbols) is null;

    private static bool IsPartial(IMethodSymbol method) =>
        method.PartialDefinitionPart is not null || method.PartialImplementationPart is not null;

    // 'await using' and 'await foreach' call methods of these names without naming them.
    private static bool IsCalledByLanguage(IMethodSymbol method) => method.Name is "DisposeAsync" or "MoveNextAsync";
}
