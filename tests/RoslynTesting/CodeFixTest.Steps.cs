using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Microsoft.CodeAnalysis.Testing;

/// <content>One loop for all ways of fixing; a way is a step.</content>
public abstract partial class CodeFixTest<TVerifier>
{
    /// <summary>Gives the solution after one step, or null when no action can be chosen.</summary>
    private delegate Task<Solution?> FixStep(
        Solution solution, SolutionAnalysis analysis, List<string?> offeredKeys, IVerifier verifier, CancellationToken cancellationToken);

    private async Task<(Solution Solution, int Iterations)> FixUntilStableAsync(
        Solution solution, int iterations, FixStep step, IVerifier verifier, CancellationToken cancellationToken)
    {
        var spent = 0;
        ImmutableArray<Diagnostic> previous = [];
        while (true)
        {
            var analysis = await AnalyzeAsync(solution, cancellationToken).ConfigureAwait(false);
            var fixable = Fixable(analysis);
            if (fixable.IsEmpty || AreSame(fixable, previous))
            {
                return (solution, spent);
            }

            previous = fixable;
            await VerifyLocalAsync(analysis, fixable, verifier, cancellationToken).ConfigureAwait(false);

            var offeredKeys = new List<string?>();
            var changed = await step(solution, analysis, offeredKeys, verifier, cancellationToken).ConfigureAwait(false);
            if (changed is null)
            {
                verifier.False(spent == 0 && iterations != 0 && offeredKeys.Count > 0, DescribeChoice(offeredKeys));
                return (solution, spent);
            }

            spent++;
            if (!await ReparsedSolution.DiffersAsync(solution, changed, cancellationToken).ConfigureAwait(false))
            {
                verifier.True(iterations != 0, "No code fixes were expected, but a fix was offered that made no changes to the code.");
                return (solution, spent);
            }

            solution = changed;
            if (iterations == 0 || CodeFixTestBehaviors.HasFlag(CodeFixTestBehaviors.FixOne))
            {
                return (solution, spent);
            }

            verifier.True(
                spent <= Math.Abs(iterations),
                $"The upper limit for the number of code fix iterations was exceeded: more than '{Math.Abs(iterations)}'.");
        }
    }

    private async Task<Solution?> StepOneAsync(
        Solution solution, SolutionAnalysis analysis, List<string?> offeredKeys, IVerifier verifier, CancellationToken cancellationToken)
    {
        Solution? unchanged = null;
        await foreach (var (_, _, action) in ChoicesAsync(solution, analysis, offeredKeys, verifier, cancellationToken).ConfigureAwait(false))
        {
            var changed = await ApplyAsync(action, solution, verifier, cancellationToken).ConfigureAwait(false);
            if (await ReparsedSolution.DiffersAsync(solution, changed, cancellationToken).ConfigureAwait(false))
            {
                return changed;
            }

            unchanged = changed;
        }

        return unchanged;
    }

    private async Task<Solution?> StepAllAsync(
        FixAllScope scope,
        Solution solution,
        SolutionAnalysis analysis,
        List<string?> offeredKeys,
        IVerifier verifier,
        CancellationToken cancellationToken)
    {
        await foreach (var (diagnostic, provider, action) in ChoicesAsync(solution, analysis, offeredKeys, verifier, cancellationToken).ConfigureAwait(false))
        {
            var document = solution.GetDocument(diagnostic.Location.SourceTree);
            if (document is null || provider.GetFixAllProvider() is not { } fixAll || !fixAll.GetSupportedFixAllScopes().Contains(scope))
            {
                continue;
            }

            var context = new FixAllContext(
                document,
                provider,
                scope,
                action.EquivalenceKey!,
                fixAll.GetSupportedFixAllDiagnosticIds(provider),
                new AnalyzedDiagnostics(analysis),
                cancellationToken);
            var fixAllAction = await fixAll.GetFixAsync(context).ConfigureAwait(false);
            return fixAllAction is null
                ? solution
                : await ApplyAsync(fixAllAction, solution, verifier, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    /// <summary>For each fixable diagnostic the action that the test chooses.</summary>
    private async IAsyncEnumerable<(Diagnostic Diagnostic, CodeFixProvider Provider, CodeAction Action)> ChoicesAsync(
        Solution solution,
        SolutionAnalysis analysis,
        List<string?> offeredKeys,
        IVerifier verifier,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var left = Fixable(analysis); TrySelectDiagnosticToFix(left) is { } diagnostic; left = left.Remove(diagnostic))
        {
            var offers = new List<(CodeFixProvider Provider, CodeAction Action)>();
            foreach (var provider in GetCodeFixProviders().Where(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
            {
                foreach (var action in await OffersAsync(provider, solution, diagnostic, cancellationToken).ConfigureAwait(false))
                {
                    offers.Add((provider, action));
                }
            }

            offeredKeys.AddRange(offers.Select(offer => offer.Action.EquivalenceKey));
            if (Choose([.. offers.Select(offer => offer.Action)], verifier) is { } chosen)
            {
                yield return (diagnostic, offers.First(offer => ReferenceEquals(offer.Action, chosen)).Provider, chosen);
            }
        }
    }

    private async Task<ImmutableArray<CodeAction>> OffersAsync(
        CodeFixProvider provider, Solution solution, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var path = diagnostic.Location.GetLineSpan().Path;
        var document = (TextDocument?)solution.GetDocument(diagnostic.Location.SourceTree) ??
            solution.Projects.SelectMany(project => project.AdditionalDocuments).FirstOrDefault(file => file.FilePath == path);
        if (document is null)
        {
            return [];
        }

        var actions = ImmutableArray.CreateBuilder<CodeAction>();
        await provider.RegisterCodeFixesAsync(new CodeFixContext(
            document,
            diagnostic.Location.SourceSpan,
            [diagnostic],
            (action, _) => actions.Add(action),
            cancellationToken)).ConfigureAwait(false);
        return FilterCodeActions(actions.ToImmutable());
    }

    private async Task VerifyLocalAsync(
        SolutionAnalysis analysis, ImmutableArray<Diagnostic> fixable, IVerifier verifier, CancellationToken cancellationToken)
    {
        if (CodeFixTestBehaviors.HasFlag(CodeFixTestBehaviors.SkipLocalDiagnosticCheck))
        {
            return;
        }

        foreach (var diagnostic in fixable)
        {
            verifier.True(
                await analysis.IsLocalAsync(diagnostic, cancellationToken).ConfigureAwait(false),
                $"Code fix is attempting to provide a fix for a non-local analyzer diagnostic: {diagnostic}");
        }
    }

    private ImmutableArray<Diagnostic> Fixable(SolutionAnalysis analysis)
    {
        var ids = FixableIds;
        return [.. analysis.Diagnostics.Where(diagnostic => !diagnostic.IsSuppressed && ids.Contains(diagnostic.Id))];
    }

    private static bool AreSame(ImmutableArray<Diagnostic> left, ImmutableArray<Diagnostic> right) =>
        left.Length == right.Length &&
        left.Zip(right).All(pair => DiagnosticKey(pair.First) == DiagnosticKey(pair.Second));

    private static (string Id, FileLinePositionSpan Place, string Message) DiagnosticKey(Diagnostic diagnostic) =>
        (diagnostic.Id, diagnostic.Location.GetLineSpan(), diagnostic.GetMessage());
}
