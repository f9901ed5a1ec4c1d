using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using RoslynTesting.Tests.Doubles;

namespace RoslynTesting.Tests;

/// <summary>T8 to T10: what silences a rule, and what does not.</summary>
public class SilenceTests
{
    [Fact]
    public async Task T08_RuleThatAPragmaCannotSilence_Fails()
    {
        var test = HarnessTest.With(AtStart(TestRule.Descriptor));
        test.TestCode = "[||]class A { }";

        var failure = await test.FailureAsync();

        Assert.Contains("Context: Suppressed diagnostics of test state: '#pragma warning disable' must silence the rule", failure);
        Assert.Contains("expected \"0\" actual \"1\"", failure);
    }

    [Fact]
    public Task T08_NotConfigurableRule_Stays()
    {
        var test = HarnessTest.With(new TestRule
        {
            Rules = [TestRule.Describe("T0001", tags: WellKnownDiagnosticTags.NotConfigurable)],
            Report = context => TestRule.ReportSmallNames(
                context, TestRule.Describe("T0001", tags: WellKnownDiagnosticTags.NotConfigurable)),
        });
        test.TestCode = "class [|a|] { }";
        return test.RunAsync();
    }

    [Fact]
    public Task T08_SkippedCheck_Passes()
    {
        var test = HarnessTest.With(AtStart(TestRule.Descriptor));
        test.TestCode = "[||]class A { }";
        test.TestBehaviors = TestBehaviors.SkipSuppressionCheck;
        return test.RunAsync();
    }

    [Fact]
    public async Task T08_PragmaInTheSource_Silences()
    {
        await new HarnessTest { TestCode = "#pragma warning disable T0001\nclass a { }" }.RunAsync();

        var failure = await new HarnessTest { TestCode = "#pragma warning disable T0001\nclass [|a|] { }" }.FailureAsync();

        Assert.Contains("expected \"1\" actual \"0\"", failure);
    }

    [Fact]
    public async Task T09_GeneratedCodeWithoutConfiguration_Fails()
    {
        var test = HarnessTest.With(new TestRule
        {
            GeneratedCode = null,
            Report = context => TestRule.ReportSmallNames(context, TestRule.Descriptor),
        });
        test.TestCode = "class [|a|] { }";

        var failure = await test.FailureAsync();

        Assert.Contains("Context: Generated code of test state", failure);
        Assert.Contains("VerifyCS.Diagnostic().WithSpan(2, 7, 2, 8)", failure);
    }

    [Theory]
    [InlineData(GeneratedCodeAnalysisFlags.None)]
    [InlineData(GeneratedCodeAnalysisFlags.Analyze)]
    [InlineData(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics)]
    public Task T09_ConfiguredRule_Passes(GeneratedCodeAnalysisFlags flags)
    {
        var test = HarnessTest.With(
            new TestRule { GeneratedCode = flags, Report = context => TestRule.ReportSmallNames(context, TestRule.Descriptor) },
            new TestRule { GeneratedCode = null, Rules = [TestRule.Describe("T0002")] });
        test.MarkupOptions = MarkupOptions.UseFirstDescriptor;
        test.TestCode = "class [|a|] { int x = {|CS0103:y|}; }";
        return test.RunAsync();
    }

    [Fact]
    public async Task T10_RuleDisabledByDefault_Runs()
    {
        var descriptor = TestRule.Describe("T0001", DiagnosticSeverity.Info, isEnabledByDefault: false);
        var test = HarnessTest.With(new TestRule { Rules = [descriptor], Report = context => TestRule.ReportSmallNames(context, descriptor) });
        test.TestCode = "class a { }";

        Assert.Contains("info T0001", await test.FailureAsync());
    }

    [Fact]
    public async Task T10_DisabledDiagnostics_AreDisabled()
    {
        await new HarnessTest { TestCode = "class a { }", DisabledDiagnostics = { "T0001" } }.RunAsync();

        var failure = await new HarnessTest { TestCode = "class [|a|] { }", DisabledDiagnostics = { "T0001" } }.FailureAsync();

        Assert.Contains("expected \"1\" actual \"0\"", failure);
    }

    [Fact]
    public async Task T10_EditorConfig_ReachesTheRule()
    {
        var test = new HarnessTest { TestCode = "class a { }" };
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.T0001.severity = error\n"));

        Assert.Contains("error T0001", await test.FailureAsync());
    }

    /// <summary>A rule that reports the first character of a file, wherever its code is: a bug that only the pragma check finds.</summary>
    private static TestRule AtStart(DiagnosticDescriptor descriptor) => new()
    {
        Report = context => context.ReportDiagnostic(Diagnostic.Create(descriptor, Location.Create(context.Tree, new TextSpan(0, 0)), "x")),
    };
}
