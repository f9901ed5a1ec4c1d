using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Functions;

/// <summary>What is compiled here, and so has a source to look at.</summary>
internal static class OwnCode
{
    // What has a place in metadata is not compiled here; the assembly of a symbol takes some steps to find.
    public static bool Contains(ISymbol member, KnownSymbols symbols) =>
        member.MetadataToken == 0 && KnownSymbols.IsSame(member.ContainingAssembly, symbols.Assembly);
}
