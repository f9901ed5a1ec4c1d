using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>Detects whether the body of an async method contains a <c>catch</c>, <c>finally</c>, <c>using</c> or <c>lock</c>.</summary>
internal static class ExceptionHandlers
{
    // The compiler wraps each body in one catch, which passes the exception to the builder.
    private const int OfTheCompiler = 1;

    /// <summary>
    /// Whether an exception thrown by an await may run code of the body. True if unknown, for example under NativeAOT, which has no IL to
    /// inspect.
    /// </summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Trimming removes no handler from a method that it keeps.")]
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "MoveNext is kept: the builder calls it through the interface.")]
    internal static bool MayRunIn(Type stateMachine)
    {
        if (!RuntimeFeature.IsDynamicCodeSupported)
        {
            return true;
        }

        MethodInfo? moveNext = stateMachine.GetMethod("MoveNext", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public, []);
        return moveNext?.GetMethodBody() is not { } body || body.ExceptionHandlingClauses.Count != OfTheCompiler;
    }
}
