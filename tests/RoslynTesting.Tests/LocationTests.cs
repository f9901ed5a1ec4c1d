using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using RoslynTesting.Tests.Doubles;

namespace RoslynTesting.Tests;

/// <summary>T5: start and end, line and column, path and additional locations.</summary>
public class LocationTests
{
    private static readonly DiagnosticResult s_expected = new DiagnosticResult(TestRule.Descriptor).WithMessage(null);

    [Theory]
    [InlineData(1, 1, 1, 7, "Expected diagnostic to start at column \"1\" was \"2\"")]
    [InlineData(1, 2, 1, 5, "Expected diagnostic to end at column \"5\" was \"7\"")]
    public async Task T05_LineOneColumnOne_IsChecked(int startLine, int startColumn, int endLine, int endColumn, string message)
    {
        var failure = await Reporting(new TextSpan(1, 5), s_expected.WithSpan(startLine, startColumn, endLine, endColumn)).FailureAsync();

        Assert.Contains(message, failure);
    }

    [Fact]
    public async Task T05_OffByOneAtOffsetZero_IsChecked()
    {
        await Reporting(new TextSpan(0, 5), s_expected.WithSpan(1, 1, 1, 6)).RunAsync();

        var failure = await Reporting(new TextSpan(0, 5), s_expected.WithSpan(1, 2, 1, 6)).FailureAsync();

        Assert.Contains("Expected diagnostic to start at column \"2\" was \"1\"", failure);
    }

    [Theory]
    [InlineData(2, 1, 2, 6, "Expected diagnostic to start on line \"2\" was \"1\"")]
    [InlineData(1, 7, 2, 1, "Expected diagnostic to end on line \"2\" was \"1\"")]
    public async Task T05_WrongLine_Fails(int startLine, int startColumn, int endLine, int endColumn, string message)
    {
        var test = new HarnessTest { TestCode = "class a { }" };
        test.ExpectedDiagnostics.Add(s_expected.WithSpan(startLine, startColumn, endLine, endColumn));

        Assert.Contains(message, await test.FailureAsync());
    }

    [Fact]
    public async Task T05_LocationWithoutLength_ChecksOnlyTheStart()
    {
        await Reporting(new TextSpan(1, 5), s_expected.WithLocation(1, 2)).RunAsync();

        var failure = await Reporting(new TextSpan(1, 5), s_expected.WithLocation(1, 3)).FailureAsync();

        Assert.Contains("Expected diagnostic to start at column \"3\" was \"2\"", failure);
    }

    [Fact]
    public async Task T05_WrongPath_Fails()
    {
        var failure = await Reporting(new TextSpan(1, 5), s_expected.WithSpan("/0/Test1.cs", 1, 2, 1, 7)).FailureAsync();

        Assert.Contains("Expected diagnostic to be in file \"/0/Test1.cs\" was in \"/0/Test0.cs\"", failure);
    }

    [Fact]
    public async Task T05_LocationExpectedButNone_Fails()
    {
        var failure = await Reporting(null, s_expected.WithSpan(1, 2, 1, 7)).FailureAsync();

        Assert.Contains("Expected a diagnostic with a location but it has none", failure);
    }

    [Fact]
    public async Task T05_NoLocationExpectedButOne_Fails()
    {
        await Reporting(null, s_expected).RunAsync();

        var failure = await Reporting(new TextSpan(1, 5), s_expected).FailureAsync();

        Assert.Contains("Expected a project diagnostic with no location", failure);
    }

    [Fact]
    public async Task T05_MissingAdditionalLocation_Fails()
    {
        var failure = await WithAdditional(s_expected.WithSpan(1, 7, 1, 8)).FailureAsync();

        Assert.Contains("Expected \"0\" additional locations but got \"1\"", failure);
        Assert.Contains(".WithSpan(1, 7, 1, 8).WithSpan(1, 1, 1, 6)", failure);
    }

    [Fact]
    public async Task T05_WrongAdditionalLocation_Fails()
    {
        await WithAdditional(s_expected.WithSpan(1, 7, 1, 8).WithSpan(1, 1, 1, 6)).RunAsync();

        var failure = await WithAdditional(s_expected.WithSpan(1, 7, 1, 8).WithSpan(1, 2, 1, 6)).FailureAsync();

        Assert.Contains("Additional location 0: Expected diagnostic to start at column \"2\" was \"1\"", failure);
    }

    [Fact]
    public async Task T05_UnnecessaryCode_IsChecked()
    {
        var expected = s_expected.WithSpan(1, 7, 1, 8).WithSpan(
            new FileLinePositionSpan("", new LinePosition(0, 0), new LinePosition(0, 5)), DiagnosticLocationOptions.UnnecessaryCode);

        Assert.Contains("Expected unnecessary code at additional locations \"0\" was at \"\"", await WithAdditional(expected).FailureAsync());
    }

    [Fact]
    public async Task T05_EndOfMarkup_IsChecked()
    {
        var failure = await new HarnessTest { TestCode = "class [|a |]{ }" }.FailureAsync();

        Assert.Contains("Expected diagnostic to end at column \"9\" was \"8\"", failure);
    }

    /// <summary>A rule that reports one span of every file, or no place at all.</summary>
    private static HarnessTest Reporting(TextSpan? span, DiagnosticResult expected)
    {
        var rule = new TestRule
        {
            Report = context => context.ReportDiagnostic(Diagnostic.Create(
                TestRule.Descriptor, span is { } value ? Location.Create(context.Tree, value) : Location.None, "x")),
        };
        var test = HarnessTest.With(rule);
        test.TestCode = "class A { }";
        test.TestBehaviors = TestBehaviors.SkipSuppressionCheck;
        test.ExpectedDiagnostics.Add(expected);
        return test;
    }

    private static HarnessTest WithAdditional(DiagnosticResult expected)
    {
        var rule = new TestRule
        {
            Report = context =>
            {
                foreach (var name in TestRule.SmallNames(context.Tree))
                {
                    var keyword = name.Parent!.GetFirstToken().GetLocation();
                    context.ReportDiagnostic(Diagnostic.Create(TestRule.Descriptor, name.GetLocation(), [keyword], name.Text));
                }
            },
        };
        var test = HarnessTest.With(rule);
        test.TestCode = "class a { }";
        test.ExpectedDiagnostics.Add(expected);
        return test;
    }
}
