using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace RoslynTesting.Tests;

/// <summary>T20: the markup language by itself.</summary>
public class MarkupReadingTests
{
    [Theory]
    [InlineData("plain", "plain", "")]
    [InlineData("", "", "")]
    [InlineData("$$ab", "ab", "$0")]
    [InlineData("a$$b", "ab", "$1")]
    [InlineData("ab$$", "ab", "$2")]
    [InlineData("$$a$$", "a", "$0 $1")]
    [InlineData("[|ab|]", "ab", "0-2")]
    [InlineData("a[||]b", "ab", "1-1")]
    [InlineData("[|a|][|b|]", "ab", "0-1 1-2")]
    [InlineData("[|a[|b|]c|]", "abc", "0-3 1-2")]
    [InlineData("{|X:ab|}", "ab", "X:0-2")]
    [InlineData("a{|X:|}b", "ab", "X:1-1")]
    [InlineData("{|CS0103:a|}{|CS0103:b|}", "ab", "CS0103:0-1 CS0103:1-2")]
    [InlineData("{|A:x {|#0:y|}|}", "x y", "#0:2-3 A:0-3")]
    [InlineData("{|#0:a|#0}", "a", "#0:0-1")]
    [InlineData("{|#0:a{|#1:b|#0}c|#1}", "abc", "#0:0-2 #1:1-3")]
    [InlineData("[|a{|#0:b|]c|#0}", null, "The input contained '|]' at position 9")]
    [InlineData("{|#0:a[|b|#0}c|]", "abc", "1-3 #0:0-2")]
    [InlineData("{|a b-c.d+e:x|}", "x", "a b-c.d+e:0-1")]
    [InlineData("int[|] x|]", "int] x", "3-6")]
    [InlineData("[|int[|] x", "int[ x", "0-4")]
    [InlineData("{|X:a[|}b", "a[b", "X:0-2")]
    [InlineData("a || b | c", "a || b | c", "")]
    [InlineData("[|a||]", "a|", "0-2")]
    [InlineData("{|:x", "{|:x", "")]
    [InlineData("[|$$a|]", "a", "$0 0-1")]
    [InlineData("[|a", null, "The input contained '1' starting spans and '0' ending spans.")]
    [InlineData("a|]", null, "The input contained '0' starting spans and '1' ending spans.")]
    [InlineData("{|X:a|} b|}", null, "The input contained '1' starting spans and '2' ending spans.")]
    [InlineData("[|a|}", null, "The input contained '|}' at position 3, which does not end the span that is open there.")]
    [InlineData("{|X:a|]", null, "The input contained '|]' at position 5, which does not end the span that is open there.")]
    [InlineData("{|#0:a|#1}", null, "The input contained '|#1}' at position 6, which does not end the span that is open there.")]
    public void T20_Markup_IsRead(string input, string? output, string marks)
    {
        if (output is null)
        {
            var failure = Assert.Throws<ArgumentException>(() => Read(input));
            Assert.Contains(marks, failure.Message);
            return;
        }

        Assert.Equal((output, marks), Read(input));
    }

    [Theory]
    [InlineData("$$ab")]
    [InlineData("[|a[|b|]c|]")]
    [InlineData("{|A:x {|#0:y|#0}|}")]
    [InlineData("{|#0:a{|#1:b|#0}c|#1}")]
    [InlineData("class {|X:A|} { void M() { $$ [||] } }")]
    [InlineData("{|B:[|ab|]|}")]
    [InlineData("[|a|][|b|]$$")]
    public void T20_CreateTestFile_IsTheWayBack(string input)
    {
        TestFileMarkupParser.GetPositionsAndSpans(input, out var output, out var positions, out var spans);

        var written = TestFileMarkupParser.CreateTestFile(output, positions, spans);

        Assert.Equal(Read(input), Read(written));
        Assert.NotEqual(output, written);
    }

    [Fact]
    public void T20_PositionIndicators_CanBeCode()
    {
        TestFileMarkupParser.GetSpans("$$\"\"\"[|a|]\"\"\"", treatPositionIndicatorsAsCode: true, out var output, out var spans);

        Assert.Equal("$$\"\"\"a\"\"\"", output);
        Assert.Equal(new TextSpan(5, 1), Assert.Single(spans[""]));
    }

    [Fact]
    public void T20_ShortForms_DemandWhatTheyReturn()
    {
        TestFileMarkupParser.GetPosition("a$$b", out var output, out var position);
        Assert.Equal(("ab", 1), (output, position));
        TestFileMarkupParser.GetSpan("a[|b|]", out _, out var span);
        Assert.Equal(new TextSpan(1, 1), span);

        Assert.Contains("did not contain a position", Assert.Throws<ArgumentException>(
            () => TestFileMarkupParser.GetPosition("ab", out _, out _)).Message);
        Assert.Contains("'2' positions", Assert.Throws<ArgumentException>(
            () => TestFileMarkupParser.GetPosition("$$ab$$", out _, out _)).Message);
        Assert.Contains("'2' unnamed spans", Assert.Throws<ArgumentException>(
            () => TestFileMarkupParser.GetSpan("[|a|][|b|]", out _, out _)).Message);
    }

    [Fact]
    public void T20_CreateTestFile_WritesEachForm()
    {
        Assert.Equal("a$$b", TestFileMarkupParser.CreateTestFile("ab", 1));
        Assert.Equal("[|a|]b", TestFileMarkupParser.CreateTestFile("ab", null, [new TextSpan(0, 1)]));
        Assert.Equal("[|a|]$$b", TestFileMarkupParser.CreateTestFile("ab", 1, [new TextSpan(0, 1)]));
        Assert.Equal(
            "{|X:a|}{|#0:b|#0}",
            TestFileMarkupParser.CreateTestFile("ab", null, ImmutableDictionary<string, ImmutableArray<TextSpan>>.Empty
                .Add("X", [new TextSpan(0, 1)])
                .Add("#0", [new TextSpan(1, 1)])));
    }

    /// <summary>The text, and the marks in one line: <c>$1</c> is a position, <c>X:0-2</c> a span.</summary>
    private static (string Output, string Marks) Read(string input)
    {
        TestFileMarkupParser.GetPositionsAndSpans(input, out var output, out var positions, out var spans);
        var marks = positions.Select(position => "$" + position).Concat(spans
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .SelectMany(pair => pair.Value.Select(span => $"{(pair.Key.Length == 0 ? "" : pair.Key + ":")}{span.Start}-{span.End}")));
        return (output, string.Join(' ', marks));
    }
}
