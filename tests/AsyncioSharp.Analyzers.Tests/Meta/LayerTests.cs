using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>A folder uses only what lies below it, and no band of rules uses another: by symbol, in all files of a project.</summary>
public sealed class LayerTests
{
    // From the bottom to the top; "" is the root of the project.
    private static readonly string[] AnalyzerLayers =
    [
        "", "Configuration", "Infrastructure", "Functions", "Rewriting", "Values", "Flow", "Awaiting", "Tokens", "Blocking", "Calls", "Rules",
        "Suppressors",
    ];

    private static readonly string[] FixLayers = ["Infrastructure", "Writing", "Fixes", "Refactorings"];

    // The parts of the network, from the sockets to what connects and listens.
    private static readonly string[] NetLayers = ["Net/Polling", "Net/Sockets", "Net/Datagrams", "Net/Connections", "Net/Servers", "Net"];

    [Fact]
    public void Analyzers_UseOnlyWhatLiesBelow() => AssertOrder("AsyncioSharp.Analyzers", AnalyzerLayers);

    [Fact]
    public void CodeFixes_UseOnlyWhatLiesBelow() => AssertOrder("AsyncioSharp.CodeFixes", FixLayers);

    // The parts of a loop call each other; only what is for tests stands above all of them.
    [Fact]
    public void Runtime_DoesNotUseItsTestingFolder() => AssertNone(
        from use in UsesIn("AsyncioSharp")
        where use.User != "Testing" && use.Used == "Testing"
        select use.Text);

    [Fact]
    public void Network_UsesOnlyWhatLiesBelow() => AssertNone(
        from use in UsesIn("AsyncioSharp")
        where IsNetwork(use.User) && IsNetwork(use.Used) && NetLayerOf(use.User) < NetLayerOf(use.Used)
        select use.Text);

    private static bool IsNetwork(string folder) => folder.Split('/')[0] == "Net";

    private static int NetLayerOf(string folder) =>
        Array.IndexOf(NetLayers, folder) is >= 0 and var layer ? layer : throw new InvalidOperationException($"'{folder}' has no place.");

    private static void AssertOrder(string project, string[] layers) => AssertNone(
        from use in UsesIn(project)
        where use.User != use.Used && LayerOf(use.User, layers) <= LayerOf(use.Used, layers)
        select use.Text);

    private static IEnumerable<(string User, string Used, string Text)> UsesIn(string project)
    {
        var sources = ProjectSources.Of(project);
        AssertNone(sources.Errors);
        return
            from file in sources.Files
            from type in sources.TypesNamedIn(file)
            where FoldersOf(type) is [_]
            let used = FoldersOf(type)[0]
            select (ProjectSources.FolderOf(file), used, $"{file.FilePath} uses {used}/{type.Name}");
    }

    // A type whose parts are in several folders (the event loop) belongs to none of them.
    private static string[] FoldersOf(INamedTypeSymbol type) =>
        [.. type.Locations.Select(location => ProjectSources.FolderOf(location.SourceTree!)).Distinct()];

    // The folders inside of one layer are its bands. A new folder has to be given its place.
    private static int LayerOf(string folder, string[] layers) =>
        Array.IndexOf(layers, folder.Split('/')[0]) is >= 0 and var layer ? layer : throw new InvalidOperationException($"'{folder}' has no place.");

    private static void AssertNone(IEnumerable<string> offenders) => Assert.Equal("", string.Join("\n", offenders));
}
