using Microsoft.CodeAnalysis.CSharp;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>How test code is parsed and compiled.</summary>
internal static class CSharpTestOptions
{
    public const string FileExtension = "cs";

    public static CSharpCompilationOptions Compilation { get; } = new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true);

    /// <summary>The newest language that this Roslyn knows.</summary>
    public static CSharpParseOptions Parsing { get; } = new(LanguageVersion.Preview, DocumentationMode.Diagnose);
}
