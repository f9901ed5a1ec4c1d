using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AsyncioSharp.Package.Tests;

/// <summary>What is in the packages, and nothing else.</summary>
public sealed class PackageContentsTests(PackageFeed feed)
{
    private static readonly string[] s_presets = ["asyncio-all.globalconfig", "asyncio-none.globalconfig", "asyncio-recommended.globalconfig"];

    [Fact]
    public void Runtime_HoldsAssemblyDocsReadmeAndIcon() =>
        Assert.Equal(
            [
                "README.md",
                .. Pages().Select(static page => $"docs/{page}"),
                "icon.png",
                "lib/net10.0/AsyncioSharp.dll",
                "lib/net10.0/AsyncioSharp.xml",
            ],
            Files(feed.Package));

    [Fact]
    public void Rules_HoldAnalyzersFixesPresetsReadmeAndIcon() =>
        Assert.Equal(
            [
                "README.md",
                "analyzers/dotnet/cs/AsyncioSharp.Analyzers.dll",
                "analyzers/dotnet/cs/AsyncioSharp.CodeFixes.dll",
                "build/AsyncioSharp.Analyzers.targets",
                .. s_presets.Select(static preset => $"build/config/{preset}"),
                "buildTransitive/AsyncioSharp.Analyzers.targets",
                .. s_presets.Select(static preset => $"buildTransitive/config/{preset}"),
                "docs/rules.md",
                "icon.png",
            ],
            Files(feed.RulesPackage));

    [Fact]
    public void Runtime_DependsOnLoggingAbstractions_AndBringsTheRules()
    {
        XElement metadata = Nuspec(feed.Package);
        XElement[] dependencies = [.. Descendants(metadata, "dependency")];
        Assert.Equal(["AsyncioSharp.Analyzers", "Microsoft.Extensions.Logging.Abstractions"], dependencies.Select(static d => Value(d, "id")));
        Assert.Equal(feed.Version, Value(dependencies[0], "version"));
        Assert.Superset(new HashSet<string> { "Analyzers", "Build", "BuildTransitive" }, Value(dependencies[0], "include")!.Split(',', StringSplitOptions.TrimEntries).ToHashSet());
        Assert.Empty(Descendants(metadata, "developmentDependency"));
    }

    [Fact]
    public void Rules_AreADevelopmentDependency_WithoutDependencies()
    {
        XElement metadata = Nuspec(feed.RulesPackage);
        Assert.Equal("true", Descendants(metadata, "developmentDependency").Single().Value);
        Assert.Empty(Descendants(metadata, "dependency"));
        Assert.Equal(feed.Version, Descendants(metadata, "version").Single().Value);
    }

    [Fact]
    public void HostPackages_HoldAssemblyDocsReadmeAndIcon() => Assert.All(feed.HostPackages, static host =>
        Assert.Equal(["README.md", "icon.png", $"lib/net10.0/{host.Name}.dll", $"lib/net10.0/{host.Name}.xml"], Files(host.Package)));

    [Fact]
    public void HostPackages_DependOnTheRuntime_WithItsAnalyzers_AndOnAbstractions()
    {
        XElement[][] dependencies = [.. feed.HostPackages.Select(static host => Descendants(Nuspec(host.Package), "dependency").ToArray())];
        Assert.Equal(
            ["AsyncioSharp", "Microsoft.Extensions.Diagnostics.HealthChecks", "Microsoft.Extensions.Hosting.Abstractions"],
            dependencies[0].Select(static d => Value(d, "id")));
        Assert.Equal(["AsyncioSharp.Hosting"], dependencies[1].Select(static d => Value(d, "id")));
        Assert.All([dependencies[0][0], dependencies[1][0]], dependency =>
        {
            Assert.Equal(feed.Version, Value(dependency, "version"));
            Assert.DoesNotContain("Analyzers", Value(dependency, "exclude") ?? "", StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Packages_SayLicenceAndChanges()
    {
        string changes = File.ReadAllText(Path.Combine(PackageFeed.RepositoryRoot, "src", "AsyncioSharp", "CHANGELOG.md")).ReplaceLineEndings("\n");
        string newest = changes.Split("\n## ")[1];
        Assert.All(All(), package =>
        {
            XElement metadata = Nuspec(package);
            XElement license = Descendants(metadata, "license").Single();
            Assert.Equal(("MIT", "expression"), (license.Value, Value(license, "type")));
            Assert.Equal(newest[newest.IndexOf('\n', StringComparison.Ordinal)..].Trim(), Descendants(metadata, "releaseNotes").Single().Value.ReplaceLineEndings("\n"));
        });
    }

    // There is no public home yet: what a page points at has to be in the package.
    [Fact]
    public void NoLinkLeavesThePackage()
    {
        foreach (string path in All())
        {
            using ZipArchive package = ZipFile.OpenRead(path);
            foreach (ZipArchiveEntry page in package.Entries.Where(static entry => entry.FullName.EndsWith(".md", StringComparison.Ordinal)))
            {
                string[] links = [.. Regex.Matches(Text(page), @"\]\(([^)#]+)[^)]*\)").Select(static match => match.Groups[1].Value)];
                Assert.True(page.Name != "README.md" || links is [], $"{page.FullName}: {string.Join(' ', links)}");
                Assert.All(links, link => Assert.NotNull(package.GetEntry("docs/" + link)));
            }
        }
    }

    [Fact]
    public void Packing_WarnsAboutNothing() => Assert.DoesNotContain("warning", feed.Output, StringComparison.OrdinalIgnoreCase);

    private string[] All() => [feed.Package, feed.RulesPackage, .. feed.HostPackages.Select(static host => host.Package)];

    private static IEnumerable<string> Pages()
    {
        string docs = Path.Combine(PackageFeed.RepositoryRoot, "src", "AsyncioSharp", "docs");
        string[] files = Directory.Exists(docs) ? Directory.GetFiles(docs, "*", SearchOption.AllDirectories) : [];
        return files.Select(file => Path.GetRelativePath(docs, file).Replace('\\', '/')).Order(StringComparer.Ordinal);
    }

    private static string[] Files(string path)
    {
        using ZipArchive package = ZipFile.OpenRead(path);
        return [.. package.Entries.Select(static entry => entry.FullName).Where(static name => !IsPackaging(name)).Order(StringComparer.Ordinal)];
    }

    private static bool IsPackaging(string name) =>
        name.StartsWith("_rels/", StringComparison.Ordinal) || name.StartsWith("package/", StringComparison.Ordinal)
        || name is "[Content_Types].xml" || name.EndsWith(".nuspec", StringComparison.Ordinal);

    private static IEnumerable<XElement> Descendants(XElement root, string name) => root.Descendants(root.Name.Namespace + name);

    private static string? Value(XElement element, string attribute) => element.Attribute(attribute)?.Value;

    private static string Text(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }

    private static XElement Nuspec(string path)
    {
        using ZipArchive package = ZipFile.OpenRead(path);
        using Stream stream = package.Entries.Single(static entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(stream).Root!;
    }
}
