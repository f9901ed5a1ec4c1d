using System.Reflection;
using System.Text.RegularExpressions;

namespace AsyncioSharp.Samples.Tests.Pages;

/// <summary>A page of src/AsyncioSharp/docs, or the package's own README.</summary>
internal sealed partial class Page
{
    private const string Prefix = "docs/";

    public Page(string name)
    {
        Name = name;
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name)!);
        Text = reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>The names of all files there.</summary>
    public static string[] Names =>
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => name[Prefix.Length..])];

    /// <summary>The file.</summary>
    public string Name { get; }

    /// <summary>All of it.</summary>
    public string Text { get; }

    /// <summary>The programs, each with the output that is shown behind it; null where none is shown.</summary>
    public IEnumerable<(string Code, string? Output)> Programs => Program.Matches(Text).Select(match =>
        (match.Groups["code"].Value, match.Groups["output"] is { Success: true, Value: var output } ? output : null));

    /// <summary>Parts of the sample that the page names before them.</summary>
    public IEnumerable<(string File, string Code)> Excerpts => Excerpt.Matches(Text).Select(match =>
        (Sample.Matches(Text[..match.Index]).Last().Value, match.Groups["code"].Value));

    /// <summary>Files that links and pictures point at.</summary>
    public IEnumerable<string> Links => Link.Matches(Text).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```$(\n\n```text\n(?<output>.*?)^```$)?", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Program { get; }

    [GeneratedRegex(@"^```cs\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Excerpt { get; }

    [GeneratedRegex(@"samples/\w+/\w+\.cs")]
    private static partial Regex Sample { get; }

    [GeneratedRegex(@"\]\(([^)#]+)[^)]*\)")]
    private static partial Regex Link { get; }
}
