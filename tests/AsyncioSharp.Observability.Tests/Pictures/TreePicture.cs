namespace AsyncioSharp.Observability.Tests.Pictures;

/// <summary>Draws the tree that a dump prints; the line that names the cause stands out.</summary>
internal static class TreePicture
{
    private const int LineHeight = 20;
    private const int Columns = 112;

    internal static string Draw(string dump)
    {
        (string Text, bool IsCause)[] lines =
            [.. dump.TrimEnd().Split('\n').SelectMany(static line => Wrap(line.TrimEnd()).Select(part => (part, line.StartsWith("deadlock", StringComparison.Ordinal))))];
        var svg = new Svg("The tree of tasks of a program that hangs, and why it hangs", (int)(Columns * Svg.Character) + 24, (lines.Length * LineHeight) + 20);
        for (int i = 0; i < lines.Length; i++)
        {
            svg.Text(12, 22 + (i * LineHeight), lines[i].Text, lines[i].IsCause ? "e" : "");
        }

        return svg.ToString();
    }

    private static IEnumerable<string> Wrap(string line)
    {
        while (line.Length > Columns)
        {
            int space = line.LastIndexOf(' ', Columns);
            yield return line[..space];
            line = "    " + line[(space + 1)..];
        }

        yield return line;
    }
}
