using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Infrastructure;

/// <summary>
/// What rules.md says about a rule: the first paragraph of its section. The page is part of the assembly, and read only when a description
/// is asked for.
/// It stands in for a help link, which has to be an absolute address: the page has none before the repository is public.
/// </summary>
internal sealed class RuleDescription(string id) : LocalizableString
{
    private static readonly Lazy<string> Page = new(ReadPage);

    /// <summary>AIO101 has a fix; AIO151 is the same finding where none is possible.</summary>
    public static bool IsFixable(string id) => id[4] == '0';

    protected override string GetText(IFormatProvider? formatProvider)
    {
        var section = Section();

        // The heading, the title in bold, and then the paragraph.
        var paragraph = Regex.Match(Page.Value, $@"^## {section}\n\n\*\*[^\n]*\n\n(.*?)\n\n",
            RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;
        return $"{paragraph.Replace('\n', ' ')} See docs/rules.md#{section.ToLowerInvariant()} in the package AsyncioSharp.Analyzers.";
    }

    // A rule that never has a fix has a section of its own.
    private string Section() => id.Length != 6 || Page.Value.Contains($"\n## {id}\n") ? id : $"{id.Substring(0, 4)}0{id[5]}";

    protected override int GetHash() => id.GetHashCode();

    protected override bool AreEqual(object? other) => other is RuleDescription description && description.Id == id;

    private string Id => id;

    private static string ReadPage()
    {
        using var stream = typeof(RuleDescription).Assembly.GetManifestResourceStream("rules.md")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }
}
