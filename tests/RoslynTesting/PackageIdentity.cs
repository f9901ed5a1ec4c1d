namespace Microsoft.CodeAnalysis.Testing;

/// <summary>A package and its version; only named, see <see cref="ReferenceAssemblies.AddPackages"/>.</summary>
public sealed class PackageIdentity(string id, string version)
{
    public string Id { get; } = id;

    public string Version { get; } = version;
}
