using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <summary>Tells whether the body of an async method has a <c>catch</c>, a <c>finally</c>, a <c>using</c>, a <c>lock</c>.</summary>
internal static class ExceptionHandlers
{
    // The compiler wraps each body into one catch, which hands the exception to the builder.
    private const int OfTheCompiler = 1;

    /// <summary>
    /// Whether an exception that an await throws may run code of the body. True in doubt, as under NativeAOT, where there is no IL to look at.
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
