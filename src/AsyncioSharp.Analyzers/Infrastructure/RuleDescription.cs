using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace AsyncioSharp.Analyzers.Infrastructure;

/// <summary>
/// The description of a rule: the first paragraph of its section in rules.md. The page is embedded in the assembly and read only when a
/// description is requested. It replaces a help link, which must be an absolute address that does not exist before the repository is
/// public.
/// </summary>
internal sealed class RuleDescription(string id) : LocalizableString
{
    private static readonly Lazy<string> Page = new(ReadPage);

    /// <summary>AIO101 has a fix; AIO151 is the same finding where no fix is possible.</summary>
    public static bool IsFixable(string id) => id[4] == '0';

    protected override string GetText(IFormatProvider? formatProvider)
    {
        var section = Section();

        // The heading, the title in bold, and then the reason.
        var paragraph = Regex.Match(Page.Value, $@"^## {section}\n\n\*\*[^\n]*\n\n\*\*Why:\*\* (.*?)\n\n",
            RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;
        return $"{paragraph.Replace('\n', ' ')} See docs/rules.md#{section.ToLowerInvariant()} in the package AsyncioSharp.Analyzers.";
    }

    // A rule that never has a fix has its own section.
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
