using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using RoslynTesting.Tests.Doubles;

namespace RoslynTesting.Tests;

/// <summary>T1 to T3: code that does not compile, and analyzers that throw.</summary>
public class CompilerAndCrashTests
{
    private const string Unknown = "class A { int x = y; }";

    [Fact]
    public async Task T01_CompilerErrorInInput_Fails()
    {
        var failure = await new HarnessTest { TestCode = Unknown }.FailureAsync();

        Assert.Contains("Context: Diagnostics of test state", failure);
        Assert.Contains("expected \"0\" actual \"1\"", failure);
        Assert.Contains("DiagnosticResult.CompilerError(\"CS0103\").WithSpan(1, 19, 1, 20).WithArguments(\"y\"),", failure);
    }

    [Fact]
    public Task T01_ExpectedCompilerError_Passes() => new HarnessTest { TestCode = "class A { int x = {|CS0103:y|}; }" }.RunAsync();

    [Fact]
    public async Task T01_CompilerWarning_FailsOnlyAtItsLevel()
    {
        const string Unused = "class A { void M() { int x; } }";
        await new HarnessTest { TestCode = Unused }.RunAsync();

        var failure = await new HarnessTest { TestCode = Unused, CompilerDiagnostics = CompilerDiagnostics.Warnings }.FailureAsync();

        Assert.Contains("DiagnosticResult.CompilerWarning(\"CS0168\")", failure);
    }

    [Fact]
    public async Task T01_HiddenCompilerDiagnostic_FailsOnlyAtItsLevel()
    {
        const string UnusedUsing = "using System;\n";
        await new HarnessTest { TestCode = UnusedUsing, CompilerDiagnostics = CompilerDiagnostics.Suggestions }.RunAsync();

        var failure = await new HarnessTest { TestCode = UnusedUsing, CompilerDiagnostics = CompilerDiagnostics.All }.FailureAsync();

        Assert.Contains("CS8019", failure);
    }

    [Fact]
    public async Task T02_CompilerErrorInFixedCode_Fails()
    {
        var test = new HarnessTest { TestCode = "class [|a|] { }", FixedCode = "class A : Undefined { }" };

        var failure = await test.And(TestFix.ReplaceName(_ => "A : Undefined")).FailureAsync();

        Assert.Contains("Context: Diagnostics of fixed state", failure);
        Assert.Contains("DiagnosticResult.CompilerError(\"CS0246\")", failure);
    }

    [Fact]
    public async Task T02_CompilerWarningInFixedCode_FailsWhenWarningsCount()
    {
        var test = new HarnessTest
        {
            TestCode = "class [|a|] { }",
            FixedCode = "class A { int f; }",
            CompilerDiagnostics = CompilerDiagnostics.Warnings,
        };
        var fix = TestFix.ChangeSolution(document => document.WithText(Microsoft.CodeAnalysis.Text.SourceText.From("class A { int f; }")).Project.Solution);

        var failure = await test.And(fix).FailureAsync();

        Assert.Contains("Context: Diagnostics of fixed state", failure);
        Assert.Contains("DiagnosticResult.CompilerWarning(\"CS0169\")", failure);
    }

    [Fact]
    public async Task T03_AnalyzerException_Fails()
    {
        var rule = new TestRule { Report = _ => throw new InvalidOperationException("broken rule") };

        var failure = await Harness(rule, "class A { }").FailureAsync();

        Assert.Contains("error AD0001", failure);
        Assert.Contains("broken rule", failure);
    }

    [Fact]
    public async Task T03_ExceptionInInitialize_Fails()
    {
        var rule = new TestRule { Register = _ => throw new InvalidOperationException("broken start") };

        Assert.Contains("broken start", await Harness(rule, "class A { }").FailureAsync());
    }

    [Fact]
    public async Task T03_AnalyzerException_FailsWhateverIsExpectedOrDisabled()
    {
        var rule = new TestRule
        {
            Report = context =>
            {
                TestRule.ReportSmallNames(context, TestRule.Descriptor);
                throw new InvalidOperationException("broken rule");
            },
        };
        var test = Harness(rule, "#pragma warning disable AD0001\nclass [|a|] { }");
        test.CompilerDiagnostics = CompilerDiagnostics.None;
        test.DisabledDiagnostics.Add("AD0001");
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*]\ndotnet_diagnostic.AD0001.severity = none\n"));
        test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\ndotnet_diagnostic.AD0001.severity = none\n"));

        var failure = await test.FailureAsync();

        Assert.Contains("expected \"1\" actual \"2\"", failure);
        Assert.Contains("broken rule", failure);
    }

    [Fact]
    public async Task T03_ExceptionOnlyInFixedState_Fails()
    {
        var rule = new TestRule
        {
            Report = context =>
            {
                TestRule.ReportSmallNames(context, TestRule.Descriptor);
                if (context.Tree.ToString().Contains('A'))
                {
                    throw new InvalidOperationException("broken rule");
                }
            },
        };
        var test = Harness(rule, "class [|a|] { }").And(TestFix.Capitalize);
        test.FixedCode = "class A { }";

        var failure = await test.FailureAsync();

        Assert.Contains("Context: Diagnostics of fixed state", failure);
        Assert.Contains("broken rule", failure);
    }

    [Fact]
    public async Task T03_ExceptionOfSecondAnalyzer_Fails()
    {
        var broken = new TestRule
        {
            Rules = [TestRule.Describe("T0002")],
            Report = _ => throw new InvalidOperationException("broken rule"),
        };
        var test = HarnessTest.With(TestRule.SmallTypeNames, broken);
        test.TestCode = "class [|a|] { }";

        Assert.Contains("broken rule", await test.FailureAsync());
    }

    private static HarnessTest Harness(DiagnosticAnalyzer analyzer, string source)
    {
        var test = HarnessTest.With(analyzer);
        test.TestCode = source;
        return test;
    }
}
