using System.Reflection;
using System.Text.RegularExpressions;

namespace AsyncioSharp.Benchmarks.Rules;

/// <summary>Analyzers that come together, and which of their rules are about async code.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Assemblies">What the compiler loads.</param>
/// <param name="Ids">The rules that are on; all others are off.</param>
internal sealed partial record RulePackage(string Name, string[] Assemblies, string[] Ids)
{
    // VSTHRD: all but the taste of names. The others have rules about everything; these are the ones about async code.
    private static readonly (string Folder, string Name, string[] Ids)[] s_peers =
    [
        ("asyncfixer", "AsyncFixer", ["AsyncFixer01", "AsyncFixer02", "AsyncFixer03", "AsyncFixer04", "AsyncFixer05", "AsyncFixer06"]),
        ("meziantou.analyzer", "Meziantou.Analyzer",
            ["MA0004", "MA0022", "MA0032", "MA0040", "MA0042", "MA0045", "MA0079", "MA0080", "MA0100", "MA0129", "MA0134", "MA0147", "MA0152", "MA0155"]),
        ("microsoft.visualstudio.threading.analyzers", "Microsoft.VisualStudio.Threading",
            [
                "VSTHRD001", "VSTHRD002", "VSTHRD003", "VSTHRD004", "VSTHRD010", "VSTHRD011", "VSTHRD012", "VSTHRD100", "VSTHRD101", "VSTHRD102", "VSTHRD103", "VSTHRD104",
                "VSTHRD105", "VSTHRD106", "VSTHRD107", "VSTHRD108", "VSTHRD109", "VSTHRD110", "VSTHRD111", "VSTHRD112", "VSTHRD113", "VSTHRD114", "VSTHRD115",
            ]),
        ("roslynator.analyzers", "Roslynator", ["RCS1090", "RCS1174", "RCS1210", "RCS1229", "RCS1261"]),
        ("sonaranalyzer.csharp", "SonarAnalyzer", ["S3168", "S3216", "S4457", "S4462", "S4586", "S5034", "S6966", "S8949"]),
    ];

    /// <summary>Ours first, then the others as this project downloaded them.</summary>
    internal static IReadOnlyList<RulePackage> All { get; } = [Ours(), .. MetadataList("Peers").Select(Peer)];

    private static RulePackage Ours() =>
        new("AsyncioSharp", MetadataList("RuleAssemblies"), [.. RuleId().Matches(File.ReadAllText(MetadataList("RuleList").Single())).Select(static match => match.Value)]);

    private static RulePackage Peer(string folder)
    {
        (_, string name, string[] ids) = s_peers.Single(peer => folder.Contains($"/{peer.Folder}/", StringComparison.Ordinal));
        return new RulePackage(name, Directory.GetFiles(folder, "*.dll"), ids);
    }

    private static string[] MetadataList(string key) =>
        typeof(RulePackage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!.Replace('\\', '/').Split(';');

    [GeneratedRegex(@"AIO\d+")]
    private static partial Regex RuleId();
}
