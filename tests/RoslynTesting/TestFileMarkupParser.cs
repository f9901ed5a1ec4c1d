using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>
/// Reads and writes markup: <c>$$</c> is a position, <c>[|text|]</c> an unnamed span, <c>{|name:text|}</c> a named one.
/// Ends close like a stack; only <c>|#name}</c> may cross other spans.
/// </summary>
public static class TestFileMarkupParser
{
    public static void GetPositionsAndSpans(
        string input,
        out string output,
        out ImmutableArray<int> positions,
        out ImmutableDictionary<string, ImmutableArray<TextSpan>> spans)
    {
        var reader = MarkupReader.Read(input, keepPositionIndicators: false);
        output = reader.Output;
        positions = reader.Positions;
        spans = reader.Spans;
    }

    public static void GetPositionAndSpans(
        string input,
        out string output,
        out int? cursorPosition,
        out ImmutableDictionary<string, ImmutableArray<TextSpan>> spans)
    {
        GetPositionsAndSpans(input, out output, out var positions, out spans);
        cursorPosition = positions.Length switch
        {
            0 => null,
            1 => positions[0],
            _ => throw new ArgumentException($"The input contained '{positions.Length}' positions where at most one is allowed.", nameof(input)),
        };
    }

    public static void GetPositionAndSpans(
        string input,
        out string output,
        out int? cursorPosition,
        out ImmutableArray<TextSpan> spans)
    {
        GetPositionAndSpans(input, out output, out cursorPosition, out ImmutableDictionary<string, ImmutableArray<TextSpan>> byName);
        spans = byName.GetValueOrDefault("", []);
    }

    public static void GetPosition(string input, out string output, out int cursorPosition)
    {
        GetPositionAndSpans(input, out output, out var position, out ImmutableArray<TextSpan> _);
        cursorPosition = position ?? throw new ArgumentException("The input did not contain a position.", nameof(input));
    }

    public static void GetSpans(
        string input,
        bool treatPositionIndicatorsAsCode,
        out string output,
        out ImmutableDictionary<string, ImmutableArray<TextSpan>> spans)
    {
        var reader = MarkupReader.Read(input, treatPositionIndicatorsAsCode);
        output = reader.Output;
        spans = reader.Spans;
    }

    public static void GetSpans(string input, out string output, out ImmutableDictionary<string, ImmutableArray<TextSpan>> spans) =>
        GetPositionAndSpans(input, out output, out _, out spans);

    public static void GetSpans(string input, out string output, out ImmutableArray<TextSpan> spans) =>
        GetPositionAndSpans(input, out output, out _, out spans);

    public static void GetSpan(string input, out string output, out TextSpan span)
    {
        GetSpans(input, out output, out ImmutableArray<TextSpan> spans);
        span = spans.Length == 1
            ? spans[0]
            : throw new ArgumentException($"The input contained '{spans.Length}' unnamed spans where one is needed.", nameof(input));
    }

    public static string CreateTestFile(string code, int position) =>
        CreateTestFile(code, position, ImmutableDictionary<string, ImmutableArray<TextSpan>>.Empty);

    public static string CreateTestFile(string code, int? position, ImmutableArray<TextSpan> spans) =>
        CreateTestFile(code, position, ImmutableDictionary<string, ImmutableArray<TextSpan>>.Empty.Add("", spans));

    public static string CreateTestFile(string code, int? position, ImmutableDictionary<string, ImmutableArray<TextSpan>> spans) =>
        CreateTestFile(code, position is { } value ? [value] : [], spans);

    public static string CreateTestFile(
        string code,
        ImmutableArray<int> positions,
        ImmutableDictionary<string, ImmutableArray<TextSpan>> spans) =>
        MarkupWriter.Write(code, positions, spans);
}
