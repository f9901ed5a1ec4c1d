using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Infrastructure;

internal static class TypeExtensions
{
    /// <summary>The type and what it derives from, nearest first.</summary>
    public static BaseTypes WithBases(this ITypeSymbol? type) => new(type);
}
