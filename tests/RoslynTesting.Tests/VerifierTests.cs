using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using RoslynTesting.Tests.Doubles;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpCodeFixVerifier<
    RoslynTesting.Tests.VerifierTests.SmallNames,
    RoslynTesting.Tests.VerifierTests.Capitalize,
    Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace RoslynTesting.Tests;

/// <summary>The static short forms, and the messages of the default verifier.</summary>
public class VerifierTests
{
    [Fact]
    public async Task VerifyAnalyzerAsync_ChecksWhatIsGiven()
    {
        await Verify.VerifyAnalyzerAsync("class {|#0:a|} { }", Verify.Diagnostic().WithLocation(0).WithArguments("a"));
        await Verify.VerifyAnalyzerAsync("class {|#0:a|} { }", Verify.Diagnostic("T0001").WithLocation(0).WithArguments("a"));

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Verify.VerifyAnalyzerAsync("class a { }"));
        Assert.Contains("expected \"0\" actual \"1\"", failure.Message);
    }

    [Fact]
    public async Task VerifyCodeFixAsync_ChecksWhatIsGiven()
    {
        var expected = Verify.Diagnostic(TestRule.Descriptor).WithLocation(0).WithArguments("a");
        await Verify.VerifyCodeFixAsync("class [|a|] { }", "class A { }");
        await Verify.VerifyCodeFixAsync("class {|#0:a|} { }", expected, "class A { }");
        await Verify.VerifyCodeFixAsync("class {|#0:a|} { }", [expected], "class A { }");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Verify.VerifyCodeFixAsync("class [|a|] { }", "class B { }"));
        Assert.Contains("content of '/0/Test0.cs' did not match", failure.Message);
    }

    [Fact]
    public void Diagnostic_OfSeveralRules_NeedsTheRule()
    {
        Assert.Contains(
            "'Diagnostic()' can only be used when the analyzer has a single supported diagnostic.",
            Assert.Throws<InvalidOperationException>(() => CSharpAnalyzerVerifier<TwoRules, DefaultVerifier>.Diagnostic()).Message);
        Assert.Contains(
            "'T0009' has '0'.",
            Assert.Throws<InvalidOperationException>(() => CSharpAnalyzerVerifier<TwoRules, DefaultVerifier>.Diagnostic("T0009")).Message);
        Assert.Equal("T0002", CSharpAnalyzerVerifier<TwoRules, DefaultVerifier>.Diagnostic("T0002").Id);
    }

    [Fact]
    public void DefaultVerifier_SaysWhere()
    {
        var verifier = new DefaultVerifier().PushContext("outer").PushContext("inner");

        Assert.Equal(
            "Context: outer\nContext: inner\nitems not equal.  expected:'1' actual:'2'",
            Assert.Throws<InvalidOperationException>(() => verifier.Equal(1, 2)).Message,
            ignoreLineEndingDifferences: true);
        Assert.EndsWith("why", Assert.Throws<InvalidOperationException>(() => verifier.True(false, "why")).Message);
        Assert.EndsWith("was 'true'", Assert.Throws<InvalidOperationException>(() => verifier.False(true)).Message);
        Assert.EndsWith("contains '1' elements", Assert.Throws<InvalidOperationException>(() => verifier.Empty("list", [1])).Message);
        Assert.Contains("'list' to be non-empty", Assert.Throws<InvalidOperationException>(() => verifier.NotEmpty("list", Array.Empty<int>())).Message);
        Assert.EndsWith("not equal", Assert.Throws<InvalidOperationException>(() => verifier.SequenceEqual([1], [2])).Message);
        Assert.EndsWith("'Visual Basic'", Assert.Throws<InvalidOperationException>(() => verifier.LanguageIsSupported("Visual Basic")).Message);
        Assert.Throws<InvalidOperationException>(() => verifier.Fail());
    }

    public sealed class SmallNames : DiagnosticAnalyzer
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [TestRule.Descriptor];

        public override void Initialize(AnalysisContext context) => TestRule.SmallTypeNames.Initialize(context);
    }

    public sealed class TwoRules : DiagnosticAnalyzer
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [TestRule.Descriptor, TestRule.Describe("T0002")];

        public override void Initialize(AnalysisContext context) => TestRule.SmallTypeNames.Initialize(context);
    }

    public sealed class Capitalize : Microsoft.CodeAnalysis.CodeFixes.CodeFixProvider
    {
        public override ImmutableArray<string> FixableDiagnosticIds => TestFix.Capitalize.FixableDiagnosticIds;

        public override Microsoft.CodeAnalysis.CodeFixes.FixAllProvider? GetFixAllProvider() => TestFix.Capitalize.GetFixAllProvider();

        public override Task RegisterCodeFixesAsync(Microsoft.CodeAnalysis.CodeFixes.CodeFixContext context) =>
            TestFix.Capitalize.RegisterCodeFixesAsync(context);
    }
}
