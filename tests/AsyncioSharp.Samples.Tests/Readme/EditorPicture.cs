using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace AsyncioSharp.Samples.Tests.Readme;

/// <summary>A program in an editor: squiggles under what the rules report, and the light bulb of one of them.</summary>
internal static class EditorPicture
{
    // Of a monospaced font of 14 pixels.
    private const double CharacterWidth = 8.4;
    private const int LineHeight = 20;
    private const int Left = 62;
    private const int Top = 14;

    /// <summary>The file of the picture.</summary>
    public static string Path { get; } = typeof(EditorPicture).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "Picture").Value!;

    public static string Draw(string code, IReadOnlyList<(LinePositionSpan Place, string Id, string Title)> squiggles)
    {
        string[] lines = code.TrimEnd('\n').Split('\n');
        int height = Top + ((lines.Length + 1) * LineHeight);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"740\" height=\"{height}\" viewBox=\"0 0 740 {height}\" role=\"img\">\n");
        svg.Append("<title>Squiggles under three mistakes, and the light bulb of one</title>\n");
        svg.Append("<style>text{font:14px monospace;fill:#1f2328}.n{fill:#8c959f}.s{fill:none;stroke:#2da44e;stroke-width:1.5}.m{fill:#f6f8fa;stroke:#8c959f}.b{fill:#ffd33d;stroke:#9a6700}</style>\n");
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        for (int i = 0; i < lines.Length; i++)
        {
            svg.Append(Text(12, i, (i + 1).ToString(CultureInfo.InvariantCulture).PadLeft(2), "n")).Append(Text(Left, i, lines[i], null));
        }

        foreach ((LinePositionSpan place, _, _) in squiggles)
        {
            svg.Append(Squiggle(place));
        }

        (LinePositionSpan Place, string Id, string Title) chosen = squiggles[1];
        svg.Append(Menu(chosen.Place.Start.Line, chosen.Id, chosen.Title));
        return svg.Append("</svg>\n").ToString();
    }

    // With its length, so that the squiggles fit whatever monospaced font there is.
    private static string Text(double x, int line, string text, string? style)
    {
        string trimmed = text.TrimStart();
        double start = x + ((text.Length - trimmed.Length) * CharacterWidth);
        int y = Top + ((line + 1) * LineHeight) - 6;
        string attributes = string.Create(CultureInfo.InvariantCulture, $"x=\"{start:0.#}\" y=\"{y}\" textLength=\"{trimmed.Length * CharacterWidth:0.#}\"");
        return trimmed.Length == 0 ? "" : $"<text {attributes}{(style is null ? "" : $" class=\"{style}\"")}>{WebUtility.HtmlEncode(trimmed)}</text>\n";
    }

    private static string Squiggle(LinePositionSpan place)
    {
        double start = Left + (place.Start.Character * CharacterWidth);
        double width = (place.End.Character - place.Start.Character) * CharacterWidth;
        int y = Top + ((place.Start.Line + 1) * LineHeight) - 2;
        string waves = string.Concat(Enumerable.Repeat("q2 -4 4 0t4 0", (int)(width / 8)));
        return string.Create(CultureInfo.InvariantCulture, $"<path class=\"s\" d=\"M{start:0.#} {y}{waves}\"/>\n");
    }

    private static string Menu(int line, string id, string title)
    {
        int y = Top + ((line + 1) * LineHeight);
        string bulb = string.Create(
            CultureInfo.InvariantCulture,
            $"<circle class=\"b\" cx=\"46\" cy=\"{y - 12}\" r=\"5\"/><path class=\"b\" d=\"M44 {y - 7}h4v4h-4z\"/>\n");
        string box = string.Create(CultureInfo.InvariantCulture, $"<rect class=\"m\" x=\"310\" y=\"{y - 18}\" width=\"420\" height=\"52\" rx=\"4\"/>\n");
        return bulb + box + Text(320, line, title, null) + Text(320, line + 1, $"Suppress or configure {id}", "n");
    }
}
