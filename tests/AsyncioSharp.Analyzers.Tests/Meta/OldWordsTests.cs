using System.Text.RegularExpressions;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>The words that were given up stay away: code and pages use the terms of .NET and asyncio (CONTRIBUTING says which).</summary>
public sealed partial class OldWordsTests
{
    // asyncio prints its states with two l, and a message of ours that shows one does, too.
    private static readonly string[] Exempt = ["FutureText.cs", "Handle.cs"];

    [Fact]
    public void CodeAndPages_DoNotUseThem()
    {
        var found = new List<string>();
        foreach (var file in Files().Where(static file => !Exempt.Contains(Path.GetFileName(file))))
        {
            var lines = File.ReadAllLines(file);
            for (var i = 0; i < lines.Length; i++)
            {
                if (OldWord().Match(lines[i]) is { Success: true } match)
                {
                    found.Add($"{Path.GetRelativePath(RuleCatalog.Root, file)}:{i + 1} {match.Value}");
                }
            }
        }

        Assert.True(found.Count == 0, string.Join("\n", found));
    }

    private static IEnumerable<string> Files()
    {
        var source = Directory.GetFiles(Path.Combine(RuleCatalog.Root, "src"), "*.*", SearchOption.AllDirectories)
            .Where(static file => Path.GetExtension(file) is ".cs" or ".md" && Path.GetFileName(file) != "DESIGN.md");
        var contributors = Directory.GetFiles(Path.Combine(RuleCatalog.Root, ".github"), "*.md");
        return [.. source, .. contributors, Path.Combine(RuleCatalog.Root, "README.md"), Path.Combine(RuleCatalog.Root, "rules.md")];
    }

    [GeneratedRegex(
        """
        CheapQuestion|\b[Tt]wins?\b|NoTwin|DropShape|\bHandOver|\bRunsOn\b|SitePass|FollowUps|DiagnosticKeys|ModeFlag|TaskHolders|KnownValue\b|
        \bCallChain\b|UserApis|UserVerdict|Kept(Comments|Releaser|Task)|TaskOutcome|ForeignTask\b|InLineOf|\b[Tt]rip(s|ped|ping)\b|\b[Cc]ircles?\b|
        in\ vain|\b[Ss]omebody\b|\b[Nn]obody\b|\b[Cc]ancell(ed\b|ing\b(?!\())|\bfor\ good\b|in\ line\ of
        """,
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex OldWord();
}
