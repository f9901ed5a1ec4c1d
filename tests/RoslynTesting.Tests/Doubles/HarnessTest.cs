using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace RoslynTesting.Tests.Doubles;

/// <summary>A test of the harness under test: its analyzers and fixes are objects, so that each self-test can break one thing.</summary>
public sealed class HarnessTest : CSharpCodeFixTest<EmptyDiagnosticAnalyzer, EmptyCodeFixProvider, DefaultVerifier>
{
    public List<DiagnosticAnalyzer> Analyzers { get; } = [TestRule.SmallTypeNames];

    public List<CodeFixProvider> Fixes { get; } = [];

    public static HarnessTest With(params DiagnosticAnalyzer[] analyzers)
    {
        var test = new HarnessTest();
        test.Analyzers.Clear();
        test.Analyzers.AddRange(analyzers);
        return test;
    }

    public HarnessTest And(params CodeFixProvider[] fixes)
    {
        Fixes.AddRange(fixes);
        return this;
    }

    /// <summary>Runs the test, which must fail, and gives the text of the failure.</summary>
    public async Task<string> FailureAsync()
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => RunAsync());
        return failure.Message;
    }

    protected override IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers() => Analyzers;

    protected override IEnumerable<CodeFixProvider> GetCodeFixProviders() => Fixes;
}
