using System.Reflection;
using AsyncioSharp.Package.Tests;

// All tests share one package: packing is slow. They only read it, so their classes run in parallel.
[assembly: AssemblyFixture(typeof(PackageFeed))]

namespace AsyncioSharp.Package.Tests;

/// <summary>Packs the package once, under a version that no cache has seen, into a feed in a temporary folder.</summary>
public sealed class PackageFeed : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("asynciosharp-package-");

    /// <summary>Packs.</summary>
    public PackageFeed()
    {
        Version = $"0.0.0-test.{DateTime.UtcNow:yyyyMMddHHmmss}.{Environment.ProcessId}";
        Folder = _root.CreateSubdirectory("feed").FullName;

        // MSBuild looks for these in all folders above a project: what lies about in the temporary folder is not for consumers.
        foreach (string file in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
        {
            File.WriteAllText(Path.Combine(_root.FullName, file), "<Project />");
        }

        Output = string.Concat(((string[])["AsyncioSharp", .. HostPackageNames]).Select(Pack));
    }

    /// <summary>Where pack built: in the configuration of a release, as whoever publishes a version.</summary>
    public string Artifacts => Path.Combine(_root.FullName, "artifacts");

    /// <summary>What pack printed.</summary>
    public string Output { get; }

    /// <summary>The folder with the nupkg and the snupkg.</summary>
    public string Folder { get; }

    /// <summary>The version of the package.</summary>
    public string Version { get; }

    /// <summary>The package of the runtime.</summary>
    public string Package => Path.Combine(Folder, $"AsyncioSharp.{Version}.nupkg");

    /// <summary>The package of the rules.</summary>
    public string RulesPackage => Path.Combine(Folder, $"AsyncioSharp.Analyzers.{Version}.nupkg");

    /// <summary>The packages for hosts; each holds the assembly of its name.</summary>
    public IEnumerable<(string Name, string Package, string Symbols)> HostPackages => HostPackageNames.Select(name =>
        (name, Path.Combine(Folder, $"{name}.{Version}.nupkg"), Path.Combine(Folder, $"{name}.{Version}.snupkg")));

    /// <summary>The symbols.</summary>
    public string Symbols => Path.Combine(Folder, $"AsyncioSharp.{Version}.snupkg");

    internal static string RepositoryRoot => Metadata("RepositoryRoot");

    /// <summary>The program that runs <c>dotnet format</c> many times.</summary>
    internal static string FormatRuns => Path.Combine(RepositoryRoot, "artifacts", "bin", "FormatRuns", new DirectoryInfo(AppContext.BaseDirectory).Name, "FormatRuns.dll");

    /// <summary>Projects that use the package in all the ways that we claim, built once.</summary>
    internal ClaimsSolution Claims => field ??= new ClaimsSolution(this);

    /// <summary>A new folder for a consumer, outside of the repository.</summary>
    public string CreateFolder(string name) => _root.CreateSubdirectory(name).FullName;

    /// <summary>Deletes everything.</summary>
    public void Dispose() => _root.Delete(recursive: true);

    private static string[] HostPackageNames => ["AsyncioSharp.Hosting", "AsyncioSharp.AspNetCore"];

    private string Pack(string project) => DotNet.Succeed(
        RepositoryRoot, "pack", $"src/{project}", "-o", Folder, $"-p:Version={Version}", $"-p:ArtifactsPath={Artifacts}");

    private static string Metadata(string key) => typeof(PackageFeed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
