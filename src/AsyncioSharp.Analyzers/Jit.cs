using System.Runtime.CompilerServices;

namespace AsyncioSharp.Analyzers;

/// <summary>Advice for the just-in-time compiler.</summary>
internal static class Jit
{
    /// <summary>
    /// <c>AggressiveOptimization</c>, which .NET Standard 2.0 does not name. A compiler process ends before tiered compilation pays off,
    /// so what runs for every operation is optimized at once.
    /// </summary>
    public const MethodImplOptions Optimized = (MethodImplOptions)512;
}
