using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Infrastructure;

/// <summary>Compares the namespace of a symbol part by part, without building a string.</summary>
internal static class NamespaceName
{
    /// <summary>True if <paramref name="symbol"/> is declared directly in this namespace.</summary>
    public static bool IsIn(this ISymbol? symbol, string name) => Is(symbol?.ContainingNamespace, name);

    /// <summary>True if <paramref name="symbol"/> is declared in this namespace or in a nested one.</summary>
    public static bool IsInside(this ISymbol? symbol, string name)
    {
        for (var space = symbol?.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (Is(space, name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Is(INamespaceSymbol? space, string name)
    {
        var end = name.Length;
        while (space is { IsGlobalNamespace: false })
        {
            var start = end - space.Name.Length;
            if (start < 0 || string.CompareOrdinal(name, start, space.Name, 0, space.Name.Length) != 0)
            {
                return false;
            }

            space = space.ContainingNamespace;
            if (start == 0)
            {
                return space is { IsGlobalNamespace: true };
            }

            if (name[start - 1] != '.')
            {
                return false;
            }

            end = start - 1;
        }

        return false;
    }
}
