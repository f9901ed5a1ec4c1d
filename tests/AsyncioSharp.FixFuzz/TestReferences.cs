using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>Generated programs run in this process, so they are compiled against what runs here.</summary>
internal static class TestReferences
{
    public static IReadOnlyList<MetadataReference> All { get; } =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(IsPlatform).Append(typeof(EventLoop).Assembly.Location).Distinct()
            .Select(static path => MetadataReference.CreateFromFile(path))];

    private static bool IsPlatform(string path) => Path.GetFileName(path) is var name &&
        (name.StartsWith("System", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll") && !name.StartsWith("System.Composition", StringComparison.Ordinal);
}
