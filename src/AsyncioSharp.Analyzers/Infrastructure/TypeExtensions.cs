using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Infrastructure;

internal static class TypeExtensions
{
    /// <summary>The type and its base types, nearest first.</summary>
    public static BaseTypes WithBases(this ITypeSymbol? type) => new(type);
}
