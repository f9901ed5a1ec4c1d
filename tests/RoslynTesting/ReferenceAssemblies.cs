using System.Collections.Immutable;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>The framework that test code compiles against; read from the SDK's packs, never downloaded.</summary>
public sealed class ReferenceAssemblies
{
    private readonly Lazy<ImmutableArray<MetadataReference>> _references;

    private ReferenceAssemblies(string targetFramework)
    {
        TargetFramework = targetFramework;
        _references = new(() => [.. TargetingPack.FindAssemblies(targetFramework).Select(ReferenceCache.Get)]);
    }

    /// <summary>The framework that the tests run on.</summary>
    public static ReferenceAssemblies Default => Net.Net100;

    public string TargetFramework { get; }

    public Task<ImmutableArray<MetadataReference>> ResolveAsync(string? language, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_references.Value);
    }

    public ReferenceAssemblies AddPackages(ImmutableArray<PackageIdentity> packages) =>
        throw new NotSupportedException("Packages are not downloaded in tests: add the assembly to AdditionalReferences.");

    public ReferenceAssemblies WithNuGetConfigFilePath(string nugetConfigFilePath) =>
        throw new NotSupportedException("Packages are not downloaded in tests: a NuGet configuration has no effect.");

    public static class Net
    {
        public static ReferenceAssemblies Net80 { get; } = new("net8.0");

        public static ReferenceAssemblies Net90 { get; } = new("net9.0");

        public static ReferenceAssemblies Net100 { get; } = new("net10.0");
    }
}
