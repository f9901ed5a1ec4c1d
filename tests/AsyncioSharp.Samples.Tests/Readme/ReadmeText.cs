using System.Reflection;
using System.Text.RegularExpressions;

namespace AsyncioSharp.Samples.Tests.Readme;

/// <summary>The README's code blocks and sections.</summary>
internal static partial class ReadmeText
{
    private static readonly string s_text = Read();

    /// <summary>The blocks in their order, with their language.</summary>
    public static IReadOnlyList<(string Language, string Code)> Blocks => BlocksOf(s_text);

    /// <summary>The blocks under a heading.</summary>
    public static IReadOnlyList<(string Language, string Code)> BlocksUnder(string heading) => BlocksOf(Section(heading));

    /// <summary>The text from a heading to the next one.</summary>
    public static string Section(string heading)
    {
        string[] parts = s_text.Split("\n## " + heading + "\n");
        Assert.Equal(2, parts.Length);
        return parts[1].Split("\n## ")[0];
    }

    private static (string Language, string Code)[] BlocksOf(string text) =>
        [.. Block.Matches(text).Select(match => (match.Groups["language"].Value, match.Groups["code"].Value))];

    private static string Read()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("README.md")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block { get; }
}
