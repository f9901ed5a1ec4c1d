using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>The severity presets that travel in the package name every rule there is.</summary>
public sealed class PresetTests
{
    [Theory]
    [InlineData("all", "every rule at least a warning")]
    [InlineData("recommended", "every rule as it comes")]
    [InlineData("none", "every rule off")]
    public void Preset_NamesEveryRule(string name, string meaning)
    {
        var file = $"asyncio-{name}.globalconfig";
        string[] head = ["is_global = true", "# Below what a project says itself, above the SDK's own presets.", "global_level = -1", $"# AsyncioAnalysisMode = {name}: {meaning}"];
        string[] rules = [.. RuleCatalog.Descriptors.Select(d => $"dotnet_diagnostic.{d.Id}.severity = {Severity(name, d.DefaultSeverity)}")];
        var expected = string.Join('\n', [.. head, .. rules]) + "\n";
        var path = Path.Combine(RuleCatalog.Root, "src", "AsyncioSharp.Analyzers", "buildTransitive", "config", file);
        var actual = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (actual != expected)
        {
            var current = Path.Combine(Path.GetTempPath(), file);
            File.WriteAllText(current, expected);
            Assert.Fail($"src/AsyncioSharp.Analyzers/buildTransitive/config/{file} does not say what the rules are now. Copy {current} over it.");
        }
    }

    private static string Severity(string preset, DiagnosticSeverity severity) => preset switch
    {
        "none" => "none",
        "all" when severity < DiagnosticSeverity.Warning => "warning",
        _ => severity == DiagnosticSeverity.Info ? "suggestion" : severity.ToString().ToLowerInvariant(),
    };
}
