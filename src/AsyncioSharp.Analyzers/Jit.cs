using System.Runtime.CompilerServices;

namespace AsyncioSharp.Analyzers;

/// <summary>Hints for the just-in-time compiler.</summary>
internal static class Jit
{
    /// <summary>
    /// <c>AggressiveOptimization</c>, which .NET Standard 2.0 does not define. A compiler process ends before tiered compilation pays off,
    /// so code that runs for every operation is optimized immediately.
    /// </summary>
    public const MethodImplOptions Optimized = (MethodImplOptions)512;
}
