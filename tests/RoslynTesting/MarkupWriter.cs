using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Puts markup into a text, so that reading it again gives the same positions and spans.</summary>
internal static class MarkupWriter
{
    public static string Write(
        string code,
        ImmutableArray<int> positions,
        ImmutableDictionary<string, ImmutableArray<TextSpan>> spans)
    {
        // Outer spans first; the place in this list breaks the tie between equal spans in the same way at both ends.
        var ordered = spans
            .SelectMany(pair => pair.Value.Select(span => (Name: pair.Key, Span: span)))
            .OrderBy(item => item.Span.Start)
            .ThenByDescending(item => item.Span.End)
            .ThenBy(item => item.Name, StringComparer.Ordinal)
            .ToArray();

        var output = new StringBuilder();
        for (var at = 0; at <= code.Length; at++)
        {
            foreach (var (name, _) in ordered.Reverse().Where(item => item.Span.End == at && !item.Span.IsEmpty))
            {
                output.Append(EndOf(name));
            }

            foreach (var _ in positions.Where(position => position == at))
            {
                output.Append("$$");
            }

            foreach (var (name, span) in ordered.Where(item => item.Span.Start == at))
            {
                output.Append(StartOf(name));
                if (span.IsEmpty)
                {
                    output.Append(EndOf(name));
                }
            }

            if (at < code.Length)
            {
                output.Append(code[at]);
            }
        }

        return output.ToString();
    }

    private static string StartOf(string name) => name.Length == 0 ? "[|" : $"{{|{name}:";

    private static string EndOf(string name) => name switch
    {
        "" => "|]",
        ['#', ..] => $"|{name}}}",
        _ => "|}",
    };
}
