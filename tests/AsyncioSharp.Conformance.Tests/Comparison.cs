using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AsyncioSharp.Conformance.Tests;

/// <summary>Runs programs on our runtime and holds their traces, as JSON lines, against CPython's.</summary>
internal static class Comparison
{
    private const int Shown = 3;

    /// <summary>Fails with the first event that differs, for the first few programs that differ.</summary>
    internal static void Check(string[] programs, string[] expected) => Check(programs, expected, Run(programs));

    /// <summary>The same on guest loops.</summary>
    internal static void CheckAsGuests(string[] programs, string[] expected) =>
        Check(programs, expected, Traces(programs, TraceRunner.RunAsGuests));

    internal static string[] Run(string[] programs) => Traces(programs, TraceRunner.Run);

    private static void Check(string[] programs, string[] expected, string[] actual)
    {
        Assert.Equal(programs.Length, expected.Length);
        Assert.Equal(programs.Length, actual.Length);
        int[] different = [.. Enumerable.Range(0, programs.Length).Where(i => expected[i] != actual[i])];
        Assert.True(different.Length == 0, Describe(different, programs, expected, actual));
    }

    private static string[] Traces(string[] programs, Action<TextReader, Stream> run)
    {
        using var output = new MemoryStream();
        run(new StringReader(string.Join('\n', programs)), output);
        return Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Describe(int[] different, string[] programs, string[] expected, string[] actual)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{different.Length} of {programs.Length} programs differ from CPython.");
        foreach (int i in different.Take(Shown))
        {
            string[] theirs = Events(expected[i]);
            string[] ours = Events(actual[i]);
            int first = theirs.Zip(ours).TakeWhile(static pair => pair.First == pair.Second).Count();
            text.AppendLine(programs[i]);
            text.AppendLine(CultureInfo.InvariantCulture, $"  event {first}, CPython: {theirs.ElementAtOrDefault(first) ?? "the end"}");
            text.AppendLine(CultureInfo.InvariantCulture, $"  event {first}, ours:    {ours.ElementAtOrDefault(first) ?? "the end"}");
        }

        return text.ToString();
    }

    private static string[] Events(string trace)
    {
        using JsonDocument document = JsonDocument.Parse(trace);
        return [.. document.RootElement.GetProperty("trace").EnumerateArray().Select(static item => item.GetString()!)];
    }
}
