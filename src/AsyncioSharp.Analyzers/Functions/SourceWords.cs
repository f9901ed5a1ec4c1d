using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Functions;

/// <summary>
/// Whether a word is anywhere in the text of a file: a search of a text costs next to nothing beside a walk over its nodes. Comments and
/// parts of longer words count, so only the answer that it is nowhere is certain.
/// </summary>
internal static class SourceWords
{
    public static bool Contain(string word, SyntaxTree tree) => tree.GetText().ToString().IndexOf(word, StringComparison.Ordinal) >= 0;
}
