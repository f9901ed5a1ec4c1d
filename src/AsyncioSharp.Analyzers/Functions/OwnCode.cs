using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Functions;

/// <summary>Code that is compiled here, so that its source can be analyzed.</summary>
internal static class OwnCode
{
    // A symbol from metadata is not compiled here; looking up the assembly of a symbol is slower.
    public static bool Contains(ISymbol member, KnownSymbols symbols) =>
        member.MetadataToken == 0 && KnownSymbols.IsSame(member.ContainingAssembly, symbols.Assembly);
}
