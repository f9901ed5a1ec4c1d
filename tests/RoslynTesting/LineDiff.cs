using System.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Two texts line by line: <c>-</c> is expected and missing, <c>+</c> is there and not expected.</summary>
internal static class LineDiff
{
    public static string Describe(string expected, string actual)
    {
        var left = Lines(expected);
        var right = Lines(actual);

        // common[i, j]: how many lines left[i..] and right[j..] have in common, in order.
        var common = new int[left.Count + 1, right.Count + 1];
        for (var i = left.Count - 1; i >= 0; i--)
        {
            for (var j = right.Count - 1; j >= 0; j--)
            {
                common[i, j] = left[i] == right[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var showEnds = WithoutEnds(left).SequenceEqual(WithoutEnds(right));
        var output = new StringBuilder();
        for (int i = 0, j = 0; i < left.Count || j < right.Count;)
        {
            if (i < left.Count && j < right.Count && left[i] == right[j])
            {
                Append(' ', left[i]);
                i++;
                j++;
            }
            else if (i < left.Count && (j == right.Count || common[i + 1, j] >= common[i, j + 1]))
            {
                Append('-', left[i++]);
            }
            else
            {
                Append('+', right[j++]);
            }
        }

        return output.ToString();

        void Append(char mark, string line) =>
            output.Append(mark).AppendLine(showEnds ? line.Replace("\r", "<CR>").Replace("\n", "<LF>") : line.TrimEnd('\r', '\n'));
    }

    private static IEnumerable<string> WithoutEnds(List<string> lines) => lines.Select(line => line.TrimEnd('\r', '\n')).Where((line, i) => i < lines.Count - 1 || line.Length > 0);

    /// <summary>Lines with their ends.</summary>
    private static List<string> Lines(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines;
    }
}
