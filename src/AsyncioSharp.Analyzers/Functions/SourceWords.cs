using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AsyncioSharp.Analyzers.Functions;

/// <summary>
/// Whether a file has a word: a search of a text costs next to nothing beside a walk over its nodes.
/// </summary>
internal static class SourceWords
{
    /// <summary>True if the code uses the word as a name. Only a file that has it in its text is walked.</summary>
    public static bool Name(string word, SyntaxTree tree) => Contain(word, tree) && tree.GetRoot().DescendantTokens()
        .Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == word);

    /// <summary>Comments and parts of longer words count, so only the answer that it is nowhere is certain.</summary>
    public static bool Contain(string word, SyntaxTree tree) => tree.GetText().ToString().IndexOf(word, StringComparison.Ordinal) >= 0;
}
