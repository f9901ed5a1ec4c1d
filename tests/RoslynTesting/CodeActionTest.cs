using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CodeActions;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Chooses and applies one of the actions that a provider offers.</summary>
public abstract class CodeActionTest<TVerifier> : AnalyzerTest<TVerifier>
    where TVerifier : IVerifier, new()
{
    /// <summary>Null: the action with <see cref="CodeActionEquivalenceKey"/>, or the first.</summary>
    public int? CodeActionIndex { get; set; }

    public string? CodeActionEquivalenceKey { get; set; }

    /// <summary>A further check of every action that is applied.</summary>
    public Action<CodeAction, IVerifier>? CodeActionVerifier { get; set; }

    public CodeActionValidationMode CodeActionValidationMode { get; set; } = CodeActionValidationMode.SemanticStructure;

    public abstract Type SyntaxKindType { get; }

    /// <summary>The actions that a test can choose from: those without nested actions.</summary>
    protected virtual ImmutableArray<CodeAction> FilterCodeActions(ImmutableArray<CodeAction> actions) =>
        [.. actions.SelectMany(action => action.NestedActions.IsEmpty ? [action] : FilterCodeActions(action.NestedActions))];

    /// <summary>Null when the chosen action is not among <paramref name="offered"/>.</summary>
    private protected CodeAction? Choose(ImmutableArray<CodeAction> offered, IVerifier verifier)
    {
        VerifyEquivalenceKeys(offered, verifier);
        var byIndex = offered.ElementAtOrDefault(CodeActionIndex ?? 0);
        if (CodeActionEquivalenceKey is null)
        {
            return byIndex;
        }

        var byKey = offered.FirstOrDefault(action => action.EquivalenceKey == CodeActionEquivalenceKey);
        if (CodeActionIndex is not null && byKey is not null)
        {
            verifier.True(
                ReferenceEquals(byIndex, byKey),
                "The code action equivalence key and index must be consistent when both are specified.");
        }

        return byKey;
    }

    private protected string DescribeChoice(IEnumerable<string?> offeredKeys)
    {
        var choice = CodeActionEquivalenceKey is null
            ? $"with the index '{CodeActionIndex ?? 0}'"
            : $"with the equivalence key '{CodeActionEquivalenceKey}'";
        return $"No code action {choice} was offered; the offered keys are: " +
            string.Join(", ", offeredKeys.Distinct().Select(key => $"'{key}'"));
    }

    private protected async Task<Solution> ApplyAsync(
        CodeAction action, Solution solution, IVerifier verifier, CancellationToken cancellationToken)
    {
        CodeActionVerifier?.Invoke(action, verifier);
        var operations = await action.GetOperationsAsync(cancellationToken).ConfigureAwait(false);
        var changes = operations.OfType<ApplyChangesOperation>().ToArray();
        verifier.Equal(1, changes.Length, $"Expected one change of the solution by the action '{action.Title}' but found '{changes.Length}'.");
        return await ReparsedSolution.CreateAsync(
            solution, changes[0].ChangedSolution, CodeActionValidationMode, verifier, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Fix-all groups by key: without one, or with one for two meanings, it fixes nothing or the wrong thing.</summary>
    private static void VerifyEquivalenceKeys(ImmutableArray<CodeAction> offered, IVerifier verifier)
    {
        foreach (var action in offered)
        {
            verifier.True(action.EquivalenceKey is not null, $"The code action '{action.Title}' has no equivalence key.");
        }

        foreach (var group in offered.GroupBy(action => action.EquivalenceKey))
        {
            verifier.True(
                group.Count() == 1,
                $"The equivalence key '{group.Key}' is shared by {group.Count()} code actions: " +
                string.Join(", ", group.Select(action => $"'{action.Title}'")));
        }
    }
}
