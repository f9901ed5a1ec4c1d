using System.Collections.Concurrent;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>The only static state of the harness: reading 167 reference assemblies again would cost more than a whole test.</summary>
internal static class ReferenceCache
{
    private static readonly ConcurrentDictionary<(string Path, DateTime Written), MetadataReference> s_references = new();

    public static MetadataReference Get(string path)
    {
        var fullPath = Path.GetFullPath(path);
        return s_references.GetOrAdd(
            (fullPath, File.GetLastWriteTimeUtc(fullPath)),
            static key => MetadataReference.CreateFromFile(key.Path));
    }
}
