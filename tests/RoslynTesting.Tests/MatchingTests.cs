using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using RoslynTesting.Tests.Doubles;

namespace RoslynTesting.Tests;

/// <summary>T4, T6 and T7: which diagnostics there are, and what they say.</summary>
public class MatchingTests
{
    private static DiagnosticResult Small(string name) => new DiagnosticResult(TestRule.Descriptor).WithArguments(name);

    [Fact]
    public async Task T04_UnexpectedDiagnostic_FailsWithPasteableCode()
    {
        var failure = await new HarnessTest { TestCode = "\nclass a { }" }.FailureAsync();

        Assert.Equal(
            """
            Context: Diagnostics of test state
            Mismatch between number of diagnostics returned, expected "0" actual "1"

            Reported but not expected:
            // /0/Test0.cs(2,7): warning T0001: 'a' starts with a small letter
            //     class a { }
            //           ^
            VerifyCS.Diagnostic().WithSpan(2, 7, 2, 8).WithArguments("a"),
            """,
            failure,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public async Task T04_MissingDiagnostic_Fails()
    {
        var failure = await new HarnessTest { TestCode = "class [|A|] { }" }.FailureAsync();

        Assert.Contains("expected \"1\" actual \"0\"", failure);
        Assert.Contains("Expected but not reported:", failure);
        Assert.Contains("VerifyCS.Diagnostic().WithSpan(1, 7, 1, 8),", failure);
    }

    [Fact]
    public async Task T04_DuplicateDiagnostic_Fails()
    {
        var rule = new TestRule
        {
            Report = context =>
            {
                TestRule.ReportSmallNames(context, TestRule.Descriptor);
                TestRule.ReportSmallNames(context, TestRule.Descriptor);
            },
        };
        var test = HarnessTest.With(rule);
        test.TestCode = "class [|a|] { }";

        Assert.Contains("expected \"1\" actual \"2\"", await test.FailureAsync());
    }

    [Fact]
    public async Task T04_SameCountElsewhere_Fails()
    {
        var failure = await new HarnessTest { TestCode = "class a { }\nclass [|B|] { }" }.FailureAsync();

        Assert.Contains("Expected diagnostic to start on line \"2\" was \"1\"", failure);
        Assert.Contains("Expected diagnostic:", failure);
        Assert.Contains("Actual diagnostic:", failure);
    }

    [Fact]
    public Task T04_LooseExpectation_LeavesStrictOneItsMatch()
    {
        var test = new HarnessTest { TestCode = "class a { }", TestBehaviors = TestBehaviors.SkipSuppressionCheck };
        var second = new TestRule { Rules = [TestRule.Descriptor], Report = context => context.ReportDiagnostic(OtherMessage(context.Tree)) };
        test.Analyzers.Add(second);
        test.ExpectedDiagnostics.Add(Small("a").WithMessage(null).WithArguments().WithSpan(1, 7, 1, 8));
        test.ExpectedDiagnostics.Add(Small("a").WithSpan(1, 7, 1, 8));
        return test.RunAsync();
    }

    [Fact]
    public async Task T06_WrongArgument_Fails()
    {
        var failure = await Expecting("class {|#0:a|} { }", Small("b").WithLocation(0)).FailureAsync();

        Assert.Contains("Expected diagnostic message to be \"'b' starts with a small letter\" was \"'a' starts with a small letter\"", failure);
    }

    [Fact]
    public async Task T06_MissingArguments_Fails()
    {
        var failure = await Expecting(
            "class {|#0:a|} { }", new DiagnosticResult(TestRule.Descriptor).WithLocation(0)).FailureAsync();

        Assert.Contains("Expected diagnostic message to be \"'{0}' starts with a small letter\"", failure);
    }

    [Fact]
    public async Task T06_ArgumentsWithoutMessage_AreComparedAsText()
    {
        var loose = new DiagnosticResult("T0001", DiagnosticSeverity.Warning).WithMessage(null).WithLocation(0);
        await Expecting("class {|#0:a|} { }", loose.WithArguments('a')).RunAsync();

        var failure = await Expecting("class {|#0:a|} { }", loose.WithArguments("b")).FailureAsync();

        Assert.Contains("Expected diagnostic arguments to be \"b\" were \"a\"", failure);
    }

    [Fact]
    public async Task T06_WrongSeverity_Fails()
    {
        var failure = await Expecting(
            "class {|#0:a|} { }", Small("a").WithSeverity(DiagnosticSeverity.Error).WithLocation(0)).FailureAsync();

        Assert.Contains("Expected diagnostic severity to be \"Error\" was \"Warning\"", failure);
    }

    [Fact]
    public async Task T06_WrongId_Fails()
    {
        var failure = await Expecting(
            "class {|#0:a|} { }", new DiagnosticResult("T0009", DiagnosticSeverity.Warning).WithLocation(0)).FailureAsync();

        Assert.Contains("Expected diagnostic id to be \"T0009\" was \"T0001\"", failure);
    }

    [Fact]
    public async Task T06_WrongSuppression_Fails()
    {
        var failure = await Expecting("class {|#0:a|} { }", Small("a").WithIsSuppressed(true).WithLocation(0)).FailureAsync();

        Assert.Contains("Expected diagnostic suppression to be \"True\" was \"False\"", failure);
    }

    [Fact]
    public async Task T06_DiagnosticVerifier_CanFail()
    {
        var test = new HarnessTest
        {
            TestCode = "class [|a|] { }",
            DiagnosticVerifier = (diagnostic, _, verifier) => verifier.Equal("tag", string.Join(",", diagnostic.Descriptor.CustomTags)),
        };

        Assert.Contains("expected:'tag' actual:''", await test.FailureAsync());
    }

    [Fact]
    public async Task T07_SecondDocument_Counts()
    {
        var test = new HarnessTest { TestState = { Sources = { "class A { }", "class b { }" } } };

        Assert.Contains("VerifyCS.Diagnostic().WithSpan(\"/0/Test1.cs\", 1, 7, 1, 8)", await test.FailureAsync());
    }

    [Fact]
    public async Task T07_SecondProject_Counts()
    {
        var test = new HarnessTest { TestCode = "class A { B b; }" };
        test.TestState.AdditionalProjects["Other"].Sources.Add("public class B { } class c { }");
        test.TestState.AdditionalProjectReferences.Add("Other");

        var failure = await test.FailureAsync();

        Assert.Contains("expected \"0\" actual \"1\"", failure);
        Assert.Contains("WithSpan(\"/Other/Test0.cs\", 1, 26, 1, 27)", failure);
    }

    [Fact]
    public async Task T07_UnknownProjectReference_Fails()
    {
        var test = new HarnessTest { TestCode = "class A { }" };
        test.TestState.AdditionalProjectReferences.Add("Nowhere");

        Assert.Contains("The project 'TestProject' references 'Nowhere', which does not exist.", await test.FailureAsync());
    }

    private static HarnessTest Expecting(string source, params DiagnosticResult[] expected)
    {
        var test = new HarnessTest { TestCode = source };
        test.ExpectedDiagnostics.AddRange(expected);
        return test;
    }

    private static Diagnostic OtherMessage(SyntaxTree tree) =>
        Diagnostic.Create(TestRule.Descriptor, Location.Create(tree, TextSpan.FromBounds(6, 7)), "other");
}
