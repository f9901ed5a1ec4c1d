using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace AsyncioSharp.Package.Tests;

/// <summary>What is in the package, and nothing else.</summary>
[Collection(PackageCollection.Name)]
public sealed class PackageContentsTests(PackageFeed feed)
{
    [Fact]
    public void Package_HoldsRuntimeDocsAnalyzersReadmeAndIcon()
    {
        using ZipArchive package = ZipFile.OpenRead(feed.Package);
        string[] files = [.. package.Entries.Select(static entry => entry.FullName).Where(static name => !IsPackaging(name)).Order(StringComparer.Ordinal)];
        Assert.Equal(
            [
                "README.md",
                "analyzers/dotnet/cs/AsyncioSharp.Analyzers.dll",
                "analyzers/dotnet/cs/AsyncioSharp.CodeFixes.dll",
                "build/AsyncioSharp.targets",
                "build/config/asyncio-all.globalconfig",
                "build/config/asyncio-none.globalconfig",
                "build/config/asyncio-recommended.globalconfig",
                "icon.png",
                "lib/net10.0/AsyncioSharp.dll",
                "lib/net10.0/AsyncioSharp.xml",
            ],
            files);
    }

    [Fact]
    public void Package_DependsOnLoggingAbstractionsAlone()
    {
        XElement metadata = Nuspec();
        XNamespace ns = metadata.Name.Namespace;
        string[] dependencies = [.. metadata.Descendants(ns + "dependency").Select(static d => d.Attribute("id")!.Value)];
        Assert.Equal(["Microsoft.Extensions.Logging.Abstractions"], dependencies);
        Assert.Equal("MIT", metadata.Descendants(ns + "license").Single().Value);
        Assert.Equal("expression", metadata.Descendants(ns + "license").Single().Attribute("type")!.Value);
        Assert.Empty(metadata.Descendants(ns + "developmentDependency"));
    }

    [Fact]
    public void SymbolPackage_HoldsTheRuntimesSymbols()
    {
        using ZipArchive symbols = ZipFile.OpenRead(feed.Symbols);
        Assert.Contains(symbols.Entries, static entry => entry.FullName == "lib/net10.0/AsyncioSharp.pdb");
    }

    [Fact]
    public void Assemblies_AreDeterministic()
    {
        using ZipArchive package = ZipFile.OpenRead(feed.Package);
        foreach (ZipArchiveEntry entry in package.Entries.Where(static entry => entry.FullName.EndsWith(".dll", StringComparison.Ordinal)))
        {
            using var content = new MemoryStream();
            using (Stream stream = entry.Open())
            {
                stream.CopyTo(content);
            }

            content.Position = 0;
            using var reader = new PEReader(content);
            Assert.Contains(reader.ReadDebugDirectory(), static item => item.Type == DebugDirectoryEntryType.Reproducible);
        }
    }

    [Fact]
    public void Packing_WarnsAboutNothing() => Assert.DoesNotContain("warning", feed.Output, StringComparison.OrdinalIgnoreCase);

    private static bool IsPackaging(string name) =>
        name.StartsWith("_rels/", StringComparison.Ordinal) || name.StartsWith("package/", StringComparison.Ordinal)
        || name is "[Content_Types].xml" or "AsyncioSharp.nuspec";

    private XElement Nuspec()
    {
        using ZipArchive package = ZipFile.OpenRead(feed.Package);
        using Stream stream = package.GetEntry("AsyncioSharp.nuspec")!.Open();
        return XDocument.Load(stream).Root!;
    }
}
