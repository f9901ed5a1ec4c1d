using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using RoslynTesting.Tests.Doubles;

namespace RoslynTesting.Tests;

/// <summary>T20: what markup means for a test.</summary>
public class MarkupMeaningTests
{
    private static readonly DiagnosticDescriptor s_other = TestRule.Describe("T0002", DiagnosticSeverity.Error);

    [Fact]
    public async Task T20_UnnamedSpanOfTwoDescriptors_FailsWithoutTheOption()
    {
        Assert.Contains(
            "Markup syntax can only omit the diagnostic ID if the first analyzer only supports a single diagnostic.",
            await TwoRules("class [|a|] { }").FailureAsync());

        var test = TwoRules("class [|{|T0002:a|}|] { }");
        test.MarkupOptions = MarkupOptions.UseFirstDescriptor;
        await test.RunAsync();
    }

    [Fact]
    public async Task T20_NamedSpan_MeansThatId()
    {
        await TwoRules("class {|T0001:{|T0002:a|}|} { }").RunAsync();

        var failure = await TwoRules("class {|T0001:{|T0001:a|}|} { }").FailureAsync();

        Assert.Contains("Expected diagnostic id to be \"T0001\" was \"T0002\"", failure);
    }

    [Fact]
    public async Task T20_IdOfTwoDescriptors_FailsWithoutTheOption()
    {
        var test = HarnessTest.With(new TestRule
        {
            Rules = [TestRule.Descriptor, TestRule.Describe("T0001", DiagnosticSeverity.Info)],
            Report = context => TestRule.ReportSmallNames(context, TestRule.Descriptor),
        });
        test.TestCode = "class {|T0001:a|} { }";

        Assert.Contains("can only use the diagnostic ID 'T0001' if one descriptor has it; it has '2'", await test.FailureAsync());
    }

    [Fact]
    public async Task T20_Position_IsAStart()
    {
        await new HarnessTest { TestCode = "class $$a { }" }.RunAsync();

        var failure = await new HarnessTest { TestCode = "class$$ a { }" }.FailureAsync();

        Assert.Contains("Expected diagnostic to start at column \"6\" was \"7\"", failure);
    }

    [Fact]
    public Task T20_PositionIndicators_CanBeCode() => new HarnessTest
    {
        TestCode = "class [|a|] { string S(int x) => $$\"\"\"{{{x}}}\"\"\"; }",
        MarkupOptions = MarkupOptions.TreatPositionIndicatorsAsCode,
    }.RunAsync();

    [Fact]
    public async Task T20_Location_MakesNoDiagnostic()
    {
        var failure = await new HarnessTest { TestCode = "class {|#0:a|} { }" }.FailureAsync();

        Assert.Contains("expected \"0\" actual \"1\"", failure);
    }

    [Fact]
    public async Task T20_UnknownLocation_Fails()
    {
        var test = new HarnessTest { TestCode = "class {|#0:a|} { }" };
        test.ExpectedDiagnostics.Add(new DiagnosticResult(TestRule.Descriptor).WithArguments("a").WithLocation(1));

        Assert.Contains("The markup location '#1' was not found in the input.", await test.FailureAsync());
    }

    [Fact]
    public async Task T20_LocationInTwoFiles_Fails()
    {
        var test = new HarnessTest { TestState = { Sources = { "class {|#0:A|} { }", "class {|#0:B|} { }" } } };

        Assert.Contains("The markup location '#0' occurs more than once in the input.", await test.FailureAsync());
    }

    [Fact]
    public Task T20_LocationOfAnotherFile_IsFound()
    {
        var test = new HarnessTest { TestState = { Sources = { "class A { }", "class {|#0:b|} { }" } } };
        test.ExpectedDiagnostics.Add(new DiagnosticResult(TestRule.Descriptor).WithArguments("b").WithLocation(0));
        return test.RunAsync();
    }

    [Theory]
    [InlineData(MarkupMode.Ignore)]
    [InlineData(MarkupMode.IgnoreFixable)]
    public Task T20_FixableMarkupInFixedCode_IsIgnored(MarkupMode mode)
    {
        var test = new HarnessTest { TestCode = "class [|a|] { }", FixedCode = "class [|A|] { }" }.And(TestFix.Capitalize);
        test.FixedState.MarkupHandling = mode;
        return test.RunAsync();
    }

    [Fact]
    public async Task T20_OtherMarkupInFixedCode_IsExpected()
    {
        const string Source = "class [|a|] : {|CS0246:X|} { }";
        await new HarnessTest { TestCode = Source, FixedCode = "class A : {|CS0246:X|} { }" }.And(TestFix.Capitalize).RunAsync();

        var failure = await new HarnessTest { TestCode = Source, FixedCode = "class A : X { }" }.And(TestFix.Capitalize).FailureAsync();

        Assert.Contains("Context: Diagnostics of fixed state", failure);
    }

    [Fact]
    public Task T20_ExpectedDiagnosticWithoutFix_IsInherited()
    {
        var test = new HarnessTest { TestCode = "class [|a|] : X { }", FixedCode = "class A : X { }" };
        test.ExpectedDiagnostics.Add(DiagnosticResult.CompilerError("CS0246").WithMessage(null).WithSpan(1, 11, 1, 12));
        return test.And(TestFix.Capitalize).RunAsync();
    }

    [Fact]
    public async Task T20_MarkupModeNone_LeavesTheText()
    {
        var test = new HarnessTest { TestCode = "class [|a|] { }" };
        test.TestState.MarkupHandling = MarkupMode.None;

        Assert.Contains("error CS1001", await test.FailureAsync());
    }

    [Fact]
    public async Task T20_ExplicitInheritance_TakesNothing()
    {
        var test = new HarnessTest { TestState = { Sources = { "class [|a|] { }", "class B { }" } }, FixedCode = "class A { }" };
        test.FixedState.InheritanceMode = StateInheritanceMode.Explicit;
        test.FixedState.AdditionalFiles.Add(("/0/notes.txt", "new"));

        Assert.Contains("to be 'Test0.cs' but they are 'Test0.cs, Test1.cs'", await test.And(TestFix.Capitalize).FailureAsync());
    }

    private static HarnessTest TwoRules(string source)
    {
        var test = HarnessTest.With(new TestRule
        {
            Rules = [TestRule.Descriptor, s_other],
            Report = context =>
            {
                TestRule.ReportSmallNames(context, TestRule.Descriptor);
                TestRule.ReportSmallNames(context, s_other);
            },
        });
        test.TestCode = source;
        return test;
    }
}
