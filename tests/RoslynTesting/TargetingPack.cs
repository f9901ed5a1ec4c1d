using System.Runtime.InteropServices;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Finds the reference assemblies of a framework in the installed SDK.</summary>
internal static class TargetingPack
{
    public static IReadOnlyList<string> FindAssemblies(string targetFramework) =>
        FindAssemblies(targetFramework, DotnetRoots());

    public static IReadOnlyList<string> FindAssemblies(string targetFramework, IEnumerable<string> roots)
    {
        var folder = roots.SelectMany(root => Candidates(root, targetFramework)).FirstOrDefault();
        if (folder is not null)
        {
            return Directory.GetFiles(folder, "*.dll");
        }

        if (targetFramework != $"net{Environment.Version.Major}.{Environment.Version.Minor}")
        {
            throw new InvalidOperationException($"No targeting pack for '{targetFramework}' is installed beside the running dotnet.");
        }

        return SharedFramework();
    }

    private static IEnumerable<string> Candidates(string root, string targetFramework)
    {
        var pack = Path.Combine(root, "packs", "Microsoft.NETCore.App.Ref");
        return !Directory.Exists(pack)
            ? []
            : Directory.GetDirectories(pack)
                .OrderByDescending(folder => Version.TryParse(Path.GetFileName(folder).Split('-')[0], out var version) ? version : new Version())
                .Select(folder => Path.Combine(folder, "ref", targetFramework))
                .Where(Directory.Exists);
    }

    private static IEnumerable<string> DotnetRoots()
    {
        // <root>/shared/Microsoft.NETCore.App/<version>
        yield return Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root)
        {
            yield return root;
        }

        var program = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            var dotnet = new FileInfo(Path.Combine(folder, program));
            if (dotnet.Exists)
            {
                yield return Path.GetDirectoryName(dotnet.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? dotnet.FullName)!;
            }
        }
    }

    /// <summary>Without a pack (a machine with only the runtime): the assemblies that this process runs on.</summary>
    private static string[] SharedFramework()
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var trusted = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "";
        return [.. trusted.Split(Path.PathSeparator).Where(path => Path.GetDirectoryName(path) == runtime)];
    }
}
