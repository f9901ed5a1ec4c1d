using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.Analyzers.Tests.Safety;

/// <summary>CA2016 beside AIO506: one finding and one fix at a call. The peer is played by an analyzer that reports every call by that id.</summary>
public sealed class TokenSuppressorTests
{
    [Theory]
    [InlineData("async Task M(CancellationToken ct) { await Task.Delay(1); }", true)]
    [InlineData("async Task M(CancellationToken ct, CancellationToken other) { await Task.Delay(1); }", true)]
    [InlineData("Task M(CancellationToken ct) { return Task.Delay(1); }", true)]
    [InlineData("void M(CancellationToken ct) { _ = Task.Delay(1); }", false)]
    public async Task TokenCall_IsReportedOnce(string member, bool isSuppressed)
    {
        var tree = CSharpSyntaxTree.ParseText(Snippet.Members(member), new CSharpParseOptions(LanguageVersion.Preview), path: "Test.cs");
        var compilation = CSharpCompilation.Create("Test", [tree], TestReferences.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true);
        var found = await compilation.WithAnalyzers([new EveryCall(), new TokenSuppressor()], options).GetAllDiagnosticsAsync();
        Assert.Equal(isSuppressed, Assert.Single(found, static d => d.Id == "CA2016").IsSuppressed);
    }

    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class EveryCall : DiagnosticAnalyzer
    {
#pragma warning disable RS1029 // It plays the one whose id it is.
        private static readonly DiagnosticDescriptor Rule = new("CA2016", "Forward the token", "Forward the token", "Reliability", DiagnosticSeverity.Info, isEnabledByDefault: true);
#pragma warning restore RS1029

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.EnableConcurrentExecution();
            context.RegisterSyntaxNodeAction(static node => node.ReportDiagnostic(Diagnostic.Create(Rule, ((InvocationExpressionSyntax)node.Node).Expression.GetLocation())), SyntaxKind.InvocationExpression);
        }
    }
}
