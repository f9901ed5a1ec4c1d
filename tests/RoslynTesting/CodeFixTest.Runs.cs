using Microsoft.CodeAnalysis.CodeFixes;

namespace Microsoft.CodeAnalysis.Testing;

/// <content>The four ways to apply a fix: one by one, and all in a document, a project or the solution.</content>
public abstract partial class CodeFixTest<TVerifier>
{
    private async Task VerifyFixesAsync(
        SolutionState testState, SolutionState fixedState, SolutionState batchState, CancellationToken cancellationToken)
    {
        var isFixed = fixedState.Differs(testState);
        var isBatchFixed = batchState.Differs(testState);
        var languages = testState.Projects.Select(project => project.Language).Distinct().Count();
        var documents = testState.Projects.Sum(project => project.Sources.Count);
        var projects = testState.Projects.Count(project => Changes(project, batchState));

        await VerifyRunAsync(
            "Iterative code fix application",
            testState,
            fixedState,
            NumberOfIncrementalIterations ?? (isFixed ? -testState.ExpectedDiagnostics.Count(IsFixable) : 0),
            StepOneAsync,
            cancellationToken).ConfigureAwait(false);

        await VerifyFixAllAsync(
            FixAllScope.Document,
            CodeFixTestBehaviors.SkipFixAllInDocumentCheck,
            NumberOfFixAllInDocumentIterations ?? NumberOfFixAllIterations ?? (isBatchFixed ? -documents : 0)).ConfigureAwait(false);
        await VerifyFixAllAsync(
            FixAllScope.Project,
            CodeFixTestBehaviors.SkipFixAllInProjectCheck,
            NumberOfFixAllInProjectIterations ?? NumberOfFixAllIterations ?? (isBatchFixed ? -projects : 0)).ConfigureAwait(false);
        await VerifyFixAllAsync(
            FixAllScope.Solution,
            CodeFixTestBehaviors.SkipFixAllInSolutionCheck,
            NumberOfFixAllIterations ?? (isBatchFixed ? -languages : 0)).ConfigureAwait(false);

        async Task VerifyFixAllAsync(FixAllScope scope, CodeFixTestBehaviors skip, int iterations)
        {
            var isSupported = GetCodeFixProviders().Any(provider =>
                provider.GetFixAllProvider()?.GetSupportedFixAllScopes().Contains(scope) == true);
            if (isSupported && !CodeFixTestBehaviors.HasFlag(skip))
            {
                await VerifyRunAsync(
                    $"Fix all in {scope.ToString().ToLowerInvariant()}",
                    testState,
                    batchState,
                    iterations,
                    (solution, analysis, offers, verifier, token) => StepAllAsync(scope, solution, analysis, offers, verifier, token),
                    cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task VerifyRunAsync(
        string name, SolutionState from, SolutionState to, int iterations, FixStep step, CancellationToken cancellationToken)
    {
        var verifier = Verify.PushContext(name);
        var solution = await CreateSolutionAsync(from, cancellationToken).ConfigureAwait(false);
        var (result, spent) = await FixUntilStableAsync(solution, iterations, step, verifier, cancellationToken).ConfigureAwait(false);
        await SolutionComparison.VerifyAsync(to, result, verifier, cancellationToken).ConfigureAwait(false);

        var isExact = iterations >= -1;
        var expected = Math.Abs(iterations);
        verifier.True(
            isExact ? spent == expected : spent <= expected,
            $"Expected '{expected}' iterations but found '{spent}' iterations.");
    }

    private bool IsFixable(DiagnosticResult expected) => FixableIds.Contains(expected.Id);

    private static bool Changes(ProjectState project, SolutionState batchState) =>
        batchState.Projects.FirstOrDefault(other => other.Name == project.Name) is not { } other || SolutionState.FilesDiffer(other, project);
}
