using System.Collections.Immutable;
using System.Reflection;
using AsyncioSharp.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>What test code compiles against: the targeting pack that this project was built with, and AsyncioSharp. Nothing is downloaded.</summary>
/// <remarks>Read once: Roslyn shares what it decoded between compilations that use the same reference objects.</remarks>
internal static class TestReferences
{
    public static ImmutableArray<MetadataReference> All { get; } = [.. In("TargetingPack"), Of(typeof(EventLoop))];

    /// <summary>The targeting pack alone: a project that has the rules and not the runtime.</summary>
    public static ImmutableArray<MetadataReference> WithoutRuntime { get; } = [.. In("TargetingPack")];

    /// <summary>ASP.NET Core and the packages for hosts, besides <see cref="All"/>.</summary>
    public static ImmutableArray<MetadataReference> Web { get; } = [.. In("WebTargetingPack"), Of(typeof(LoopService)), Of(typeof(CoroutineEndpoints))];

    private static IEnumerable<MetadataReference> In(string pack)
    {
        string folder = typeof(TestReferences).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == pack).Value!;
        return Directory.GetFiles(folder, "*.dll").Select(static path => MetadataReference.CreateFromFile(path));
    }

    private static MetadataReference Of(Type type) => MetadataReference.CreateFromFile(type.Assembly.Location);
}
