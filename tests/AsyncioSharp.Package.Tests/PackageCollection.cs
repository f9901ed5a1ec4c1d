namespace AsyncioSharp.Package.Tests;

/// <summary>All tests here share one package: packing is the slow part.</summary>
[CollectionDefinition(Name)]
public sealed class PackageCollection : ICollectionFixture<PackageFeed>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "package";
}
