using System.Text.RegularExpressions;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>The form of rules.md: the same parts in each section, and sentences of a readable length.</summary>
public sealed partial class RulesPageTests
{
    private const int LongestSentence = 40;

    private const string Parts = "Why, Reported, Not reported, Fix, Suppress";

    private static readonly string Text = File.ReadAllText(Path.Combine(RuleCatalog.Root, "rules.md")).ReplaceLineEndings("\n");

    [Fact]
    public void EverySection_HasTheSameParts() => Assert.All(
        Section.Matches(Text),
        static section => Assert.Equal(
            $"{section.Groups["id"].Value}: {Parts}",
            $"{section.Groups["id"].Value}: {string.Join(", ", Part.Matches(section.Groups["body"].Value).Select(static part => part.Groups[1].Value))}"));

    [Fact]
    public void Contents_LinkEverySectionOnce() => Assert.Equal(
        Section.Matches(Text).Select(static match => match.Groups["id"].Value.ToLowerInvariant()),
        RuleLink.Matches(Text.Split("\n## Contents\n")[1].Split("<!-- rules -->")[0]).Select(static match => match.Groups[1].Value));

    [Fact]
    public void Sentences_AreShort() => Assert.DoesNotContain(Sentences(), static sentence => Word.Count(sentence) > LongestSentence);

    // Code counts as one word; a paragraph, an item of a list and a cell of a table end a sentence.
    private static IEnumerable<string> Sentences()
    {
        var prose = CodeSpan.Replace(CodeBlock.Replace(Text, "\n"), "code");
        return SentenceEnd.Split(LinkTarget.Replace(prose, "]"));
    }

    [GeneratedRegex(@"^## (?<id>AIO\d{3})\n(?<body>.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Section { get; }

    [GeneratedRegex(@"^\*\*(Why|Reported|Not reported|Fix|Suppress):\*\*", RegexOptions.Multiline)]
    private static partial Regex Part { get; }

    [GeneratedRegex(@"\]\(#(aio\d{3})\)")]
    private static partial Regex RuleLink { get; }

    [GeneratedRegex("^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock { get; }

    [GeneratedRegex("``[^`]*`[^`]*``|`[^`]*`")]
    private static partial Regex CodeSpan { get; }

    [GeneratedRegex(@"\]\([^)]*\)")]
    private static partial Regex LinkTarget { get; }

    [GeneratedRegex(@"(?<=[.!?])\s+|\n\s*\n|\n(?=\s*- )|\|")]
    private static partial Regex SentenceEnd { get; }

    [GeneratedRegex(@"[\w']+")]
    private static partial Regex Word { get; }
}
