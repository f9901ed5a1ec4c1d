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

    private static readonly string[] FixLayers = ["Infrastructure", "Writing", "Fixes"];

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
            let used = ProjectSources.FolderOf(type.Locations[0].SourceTree!)
            select (ProjectSources.FolderOf(file), used, $"{file.FilePath} uses {used}/{type.Name}");
    }

    // The folders inside of one layer are its bands. A new folder has to be given its place.
    private static int LayerOf(string folder, string[] layers) =>
        Array.IndexOf(layers, folder.Split('/')[0]) is >= 0 and var layer ? layer : throw new InvalidOperationException($"'{folder}' has no place.");

    private static void AssertNone(IEnumerable<string> offenders) => Assert.Equal("", string.Join("\n", offenders));
}
