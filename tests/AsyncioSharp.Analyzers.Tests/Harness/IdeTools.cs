namespace AsyncioSharp.Analyzers.Tests;

/// <summary>The services of the IDE: the SDK has a copy of them for <c>dotnet format</c>.</summary>
internal static class IdeTools
{
    public const string WhenMissing = "This SDK has no DotnetTools/dotnet-format with Microsoft.CodeAnalysis.Features.dll.";

    /// <summary>The folder in the newest SDK; null when there is none.</summary>
    public static string? Folder { get; } = Find();

    private static string? Find()
    {
        // shared/Microsoft.NETCore.App/10.0.0 stands beside sdk/10.0.100.
        var root = new DirectoryInfo(Path.GetDirectoryName(typeof(object).Assembly.Location)!).Parent?.Parent?.Parent;
        var sdks = new DirectoryInfo(Path.Combine(root?.FullName ?? "", "sdk"));
        return !sdks.Exists ? null : sdks.GetDirectories("10.*")
            .OrderByDescending(sdk => Version.TryParse(sdk.Name.Split('-')[0], out var version) ? version : new Version())
            .Select(sdk => Path.Combine(sdk.FullName, "DotnetTools", "dotnet-format"))
            .FirstOrDefault(tools => File.Exists(Path.Combine(tools, "Microsoft.CodeAnalysis.Features.dll")));
    }
}
