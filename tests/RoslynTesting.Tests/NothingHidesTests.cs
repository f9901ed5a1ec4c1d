using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using RoslynTesting.Tests.Doubles;

namespace RoslynTesting.Tests;

/// <summary>T21: a test that could not fail fails.</summary>
public class NothingHidesTests
{
    [Fact]
    public async Task T21_NoSource_Fails() => Assert.Contains(
        "expected 'TestState.Sources' to be non-empty",
        await new HarnessTest().FailureAsync());

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    [InlineData("[||]")]
    public async Task T21_EmptyTestCode_Fails(string source) => Assert.Contains(
        "The test code is empty",
        await new HarnessTest { TestCode = source }.FailureAsync());

    [Fact]
    public async Task T21_NoAnalyzer_Fails()
    {
        var test = HarnessTest.With();
        test.TestCode = "class A { }";

        Assert.Contains("expected 'analyzers' to be non-empty", await test.FailureAsync());
    }

    [Fact]
    public async Task T21_AnalyzerWithoutDescriptors_Fails()
    {
        var test = HarnessTest.With(TestRule.SmallTypeNames, new TestRule { Rules = [] });
        test.TestCode = "class A { }";

        Assert.Contains("The analyzer 'TestRule' supports no diagnostics: it can report nothing.", await test.FailureAsync());
    }

    [Fact]
    public async Task T21_FixForIdsThatNobodyReports_Fails()
    {
        var fix = new TestFix { Ids = ["T0009", "CSX"], Actions = (_, _) => [] };

        Assert.Contains(
            "The fix 'TestFix' is for 'T0009, CSX', which no analyzer of this test reports.",
            await new HarnessTest { TestCode = "class A { }" }.And(fix).FailureAsync());
    }

    [Fact]
    public async Task T21_FixWithoutIds_Fails()
    {
        var fix = new TestFix { Ids = [], Actions = (_, _) => [] };

        Assert.Contains("which no analyzer of this test reports", await new HarnessTest { TestCode = "class A { }" }.And(fix).FailureAsync());
    }

    [Fact]
    public Task T21_FixForACompilerDiagnostic_Passes()
    {
        var fix = new TestFix
        {
            Ids = ["CS0246"],
            Actions = (document, diagnostic) => [TestFix.ReplaceNameAction(document, diagnostic, _ => "object", TestFix.Key)],
        };
        var test = HarnessTest.With(new EmptyDiagnosticAnalyzer()).And(fix);
        test.TestCode = "class A : {|CS0246:X|} { }";
        test.FixedCode = "class A : object { }";
        return test.RunAsync();
    }

    [Fact]
    public async Task T21_FixableCompilerWarning_IsSeenAtAnyLevel()
    {
        var fix = new TestFix { Ids = ["CS0168"], Actions = (_, _) => [] };
        var test = new HarnessTest { TestCode = "class A { void M() { int x; } }" }.And(fix);

        Assert.Contains("warning CS0168", await test.FailureAsync());
    }

    [Fact]
    public async Task T21_GeneratedSources_AreRefused()
    {
        var test = new HarnessTest { TestCode = "class A { }" };
        test.TestState.GeneratedSources.Add(("/0/Generated.cs", "class B { }"));

        Assert.Contains("Generated sources are not supported", await test.FailureAsync());
    }

    [Fact]
    public void T21_WhatIsNotSupported_SaysSo()
    {
        Assert.Throws<NotSupportedException>(() => new HarnessTest().XmlReferences);
        Assert.Throws<NotSupportedException>(() => ReferenceAssemblies.Net.Net100.AddPackages([new PackageIdentity("xunit", "2.9.3")]));
        Assert.Throws<NotSupportedException>(() => ReferenceAssemblies.Net.Net100.WithNuGetConfigFilePath("nuget.config"));
    }

    [Fact]
    public async Task T21_EmptyDoubles_AreTests()
    {
        await new CSharpAnalyzerTest<EmptyDiagnosticAnalyzer, DefaultVerifier> { TestCode = "class A { }" }.RunAsync();

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            new CSharpCodeFixTest<EmptyDiagnosticAnalyzer, EmptyCodeFixProvider, DefaultVerifier> { TestCode = "class A : B { }" }.RunAsync());

        Assert.Contains("CS0246", failure.Message);
    }
}
