using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Applies fixes one by one and all at once, and compares every file with what the test expects.</summary>
public abstract partial class CodeFixTest<TVerifier> : CodeActionTest<TVerifier>
    where TVerifier : IVerifier, new()
{
    protected CodeFixTest()
    {
        FixedState = new SolutionState(DefaultTestProjectName, Language, DefaultFilePathPrefix, DefaultFileExt);
        BatchFixedState = new SolutionState(DefaultTestProjectName, Language, DefaultFilePathPrefix, DefaultFileExt);
    }

    public string FixedCode
    {
        set
        {
            if (value is not null)
            {
                FixedState.Sources.Add(value);
            }
        }
    }

    public SolutionState FixedState { get; }

    public string BatchFixedCode
    {
        set
        {
            if (value is not null)
            {
                BatchFixedState.Sources.Add(value);
            }
        }
    }

    /// <summary>What fix-all gives where it differs from <see cref="FixedState"/>.</summary>
    public SolutionState BatchFixedState { get; }

    /// <summary>Exact when positive, a limit when negative; minus one is exactly one.</summary>
    public int? NumberOfIncrementalIterations { get; set; }

    /// <summary>For the solution, and for the document and the project when they have no number of their own.</summary>
    public int? NumberOfFixAllIterations { get; set; }

    public int? NumberOfFixAllInDocumentIterations { get; set; }

    public int? NumberOfFixAllInProjectIterations { get; set; }

    public CodeFixTestBehaviors CodeFixTestBehaviors { get; set; }

    protected abstract IEnumerable<CodeFixProvider> GetCodeFixProviders();

    protected virtual Diagnostic? TrySelectDiagnosticToFix(ImmutableArray<Diagnostic> fixableDiagnostics) => fixableDiagnostics.FirstOrDefault();

    protected override bool IsCompilerDiagnosticIncluded(Diagnostic diagnostic, CompilerDiagnostics compilerDiagnostics) =>
        base.IsCompilerDiagnosticIncluded(diagnostic, compilerDiagnostics) || FixableIds.Contains(diagnostic.Id);

    protected override async Task RunImplAsync(CancellationToken cancellationToken)
    {
        var fixable = FixableIds;
        var rawTestState = TestState.WithInheritedValuesApplied(null, fixable);
        var rawFixedState = FixedState.WithInheritedValuesApplied(rawTestState, fixable);
        var rawBatchState = BatchFixedState.WithInheritedValuesApplied(rawFixedState, fixable);
        var testState = Process(rawTestState, fixable);
        var fixedState = Process(rawFixedState, fixable);
        var batchState = Process(rawBatchState, fixable);

        VerifyNothingHides(testState);
        VerifyFixCanApply();
        await VerifyStateAsync(testState, "test", cancellationToken).ConfigureAwait(false);
        if (!IsGiven(FixedState) && !IsGiven(BatchFixedState))
        {
            return;
        }

        await VerifyFixesAsync(testState, fixedState, batchState, cancellationToken).ConfigureAwait(false);
        await VerifyStateAsync(fixedState, "fixed", cancellationToken).ConfigureAwait(false);
        if (IsGiven(BatchFixedState))
        {
            await VerifyStateAsync(batchState, "batch fixed", cancellationToken).ConfigureAwait(false);
        }
    }

    private ImmutableArray<string> FixableIds => [.. GetCodeFixProviders().SelectMany(provider => provider.FixableDiagnosticIds).Distinct()];

    private static bool IsGiven(SolutionState state) =>
        state.Projects.Any(project => project.HasAnyFile) || state.InheritanceMode is not null || state.MarkupHandling is not null;

    /// <summary>A fix for ids that nobody reports would never run, and a test of "no fix" would always pass.</summary>
    private void VerifyFixCanApply()
    {
        var reported = GetDiagnosticAnalyzers()
            .SelectMany(analyzer => analyzer.SupportedDiagnostics)
            .Select(descriptor => descriptor.Id)
            .ToHashSet();
        foreach (var provider in GetCodeFixProviders())
        {
            var ids = provider.FixableDiagnosticIds;
            Verify.True(
                provider is EmptyCodeFixProvider || ids.Any(id => reported.Contains(id) || IsCompilerId(id)),
                $"The fix '{provider.GetType().Name}' is for '{string.Join(", ", ids)}', which no analyzer of this test reports.");
        }
    }

    private static bool IsCompilerId(string id) =>
        id.StartsWith("CS", StringComparison.Ordinal) && id.Length > 2 && id.AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0;
}
