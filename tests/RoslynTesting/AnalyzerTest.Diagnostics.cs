using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Microsoft.CodeAnalysis.Testing;

/// <content>From a solution to its diagnostics.</content>
public abstract partial class AnalyzerTest<TVerifier>
{
    protected virtual bool IsCompilerDiagnosticIncluded(Diagnostic diagnostic, CompilerDiagnostics compilerDiagnostics) =>
        compilerDiagnostics switch
        {
            CompilerDiagnostics.None => false,
            CompilerDiagnostics.Errors => diagnostic.Severity >= DiagnosticSeverity.Error,
            CompilerDiagnostics.Warnings => diagnostic.Severity >= DiagnosticSeverity.Warning,
            CompilerDiagnostics.Suggestions => diagnostic.Severity >= DiagnosticSeverity.Info,
            _ => true,
        };

    protected virtual AnalyzerOptions GetAnalyzerOptions(Project project) => project.AnalyzerOptions;

    protected virtual CompilationWithAnalyzers CreateCompilationWithAnalyzers(
        Compilation compilation,
        ImmutableArray<DiagnosticAnalyzer> analyzers,
        AnalyzerOptions options,
        CancellationToken cancellationToken) =>
        compilation.WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(
            options, onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true));

    private protected async Task<SolutionAnalysis> AnalyzeAsync(Solution solution, CancellationToken cancellationToken)
    {
        var results = ImmutableArray.CreateBuilder<ProjectAnalysis>();
        foreach (var project in solution.Projects)
        {
            var compilation = await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) ??
                throw new InvalidOperationException($"The project '{project.Name}' has no compilation.");
            var analysis = CreateCompilationWithAnalyzers(
                compilation, [.. GetDiagnosticAnalyzers()], GetAnalyzerOptions(project), cancellationToken);
            var diagnostics = await analysis.GetAllDiagnosticsAsync(cancellationToken).ConfigureAwait(false);
            results.Add(new ProjectAnalysis(project.Id, analysis, [.. diagnostics.Where(diagnostic => IsIncluded(diagnostic, compilation))]));
        }

        return new SolutionAnalysis(results.ToImmutable());
    }

    private bool IsIncluded(Diagnostic diagnostic, Compilation compilation)
    {
        if (diagnostic.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.Compiler) &&
            !IsCompilerDiagnosticIncluded(diagnostic, CompilerDiagnostics))
        {
            return false;
        }

        // What a pragma or an attribute silences is gone; what a suppressor silences is a result of the suppressor.
        return !diagnostic.IsSuppressed || diagnostic.GetSuppressionInfo(compilation) is { ProgrammaticSuppressions.IsEmpty: false };
    }
}
