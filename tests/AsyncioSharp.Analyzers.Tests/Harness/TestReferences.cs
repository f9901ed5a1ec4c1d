using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>What test code compiles against: the targeting pack that this project was built with, and AsyncioSharp. Nothing is downloaded.</summary>
/// <remarks>Read once: Roslyn shares what it decoded between compilations that use the same reference objects.</remarks>
internal static class TestReferences
{
    public static ImmutableArray<MetadataReference> All { get; } =
        [.. Directory.GetFiles(Folder, "*.dll").Append(typeof(EventLoop).Assembly.Location).Select(static path => MetadataReference.CreateFromFile(path))];

    private static string Folder =>
        typeof(TestReferences).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "TargetingPack").Value!;
}
