using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>Generated programs run in this process, so they are compiled against what runs here.</summary>
internal static class TestReferences
{
    // A compilation looks each name up in each reference, so there are no more than the programs need.
    private static readonly string[] Platform =
    [
        "System.Private.CoreLib", "System.Runtime", "System.Console", "System.Collections", "System.Collections.Concurrent", "System.Linq", "System.Threading", "System.Threading.Tasks", "System.Memory",
        "System.Transactions.Local", "System.Net.Primitives", "System.Net.Security", "System.Net.Sockets",
    ];

    public static ImmutableArray<MetadataReference> All { get; } =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Platform.Contains(Path.GetFileNameWithoutExtension(path))).Append(typeof(EventLoop).Assembly.Location).Distinct()
            .Select(static path => MetadataReference.CreateFromFile(path))];
}
