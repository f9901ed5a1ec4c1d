using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AsyncioSharp.Analyzers;

/// <summary>
/// Decides whether several tasks may use an object at once. On a loop that is the rule; a plain async method belongs mostly to an object
/// that one caller uses, such as a decoder or a message, unless its type shows something else.
/// </summary>
internal static class ConcurrentUse
{
    /// <summary>True if there is a sign of several users.</summary>
    /// <param name="target">The state.</param>
    /// <param name="site">The place of the update.</param>
    /// <param name="isHandedOn">Whether only several runs of the function count, because the lock of the type guards other state.</param>
    public static bool IsLikely(IOperation target, CodeSite site, bool isHandedOn)
    {
        if (site.IsCoroutine || site.Thread == ThreadKind.Loop || OwnerOf(target) is not { } owner)
        {
            return true;
        }

        var signs = ConcurrencySigns.Of(site.Symbols);
        return RunsOften(site.Function) || signs.IsStarted(site.Function.ContainingMember) ||
            (!isHandedOn && (signs.IsGuarded(owner) || signs.IsGuarded(site.Function.ContainingMember.ContainingType)));
    }

    /// <summary>The type whose object holds the state; null for static state and for variables, which have their own evidence.</summary>
    private static INamedTypeSymbol? OwnerOf(IOperation? target, INamedTypeSymbol? inner = null) => target switch
    {
        IMemberReferenceOperation { Member.IsStatic: true } => null,
        IMemberReferenceOperation member => OwnerOf(member.Instance, member.Member.ContainingType),
        IArrayElementReferenceOperation element => OwnerOf(element.ArrayReference, inner),
        IConditionalAccessInstanceOperation access => OwnerOf(TaskAliases.Receiver(access), inner),
        _ => inner ?? OwnerOfParameter(target),
    };

    // A parameter of a primary constructor is effectively a field.
    private static INamedTypeSymbol? OwnerOfParameter(IOperation? target) =>
        target is IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } made }
            ? made.ContainingType
            : null;

    // items.Select(async item => ...)
    private static bool RunsOften(EnclosingFunction function)
    {
        for (var current = function; current is { IsNested: true }; current = current.Outer!)
        {
            if (FunctionUse.Of(current).Any(static use => use is IArgumentOperation ||
                use is IInvocationOperation { Parent: not IAwaitOperation }))
            {
                return true;
            }
        }

        return false;
    }
}
