using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>
/// What a user has after a fix is text, not the tree that the fix made: every changed document is parsed again,
/// and the fix must have made the tree that the parser makes.
/// </summary>
internal static class ReparsedSolution
{
    public static async Task<Solution> CreateAsync(
        Solution before, Solution after, CodeActionValidationMode mode, IVerifier verifier, CancellationToken cancellationToken)
    {
        var result = after;
        foreach (var project in after.GetChanges(before).GetProjectChanges())
        {
            foreach (var id in project.GetChangedDocuments().Concat(project.GetAddedDocuments()))
            {
                var document = after.GetDocument(id)!;
                var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);

                // A new text object: from the same one, Roslyn would take over the nodes of the old tree.
                result = result.WithDocumentText(id, SourceText.From(text.ToString(), text.Encoding, text.ChecksumAlgorithm));
                if (mode == CodeActionValidationMode.None)
                {
                    continue;
                }

                var made = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
                var parsed = await result.GetDocument(id)!.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
                var difference = SyntaxDifference.Find(made!, parsed!, withTrivia: mode == CodeActionValidationMode.Full);
                verifier.True(
                    difference is null,
                    $"The tree that the fix made of '{document.FilePath ?? document.Name}' is not what its text parses to: {difference}");
            }
        }

        return result;
    }

    /// <summary>Whether any file differs; projects themselves are not compared.</summary>
    public static async Task<bool> DiffersAsync(Solution before, Solution after, CancellationToken cancellationToken)
    {
        var changes = after.GetChanges(before);
        if (changes.GetAddedProjects().Any() || changes.GetRemovedProjects().Any())
        {
            return true;
        }

        foreach (var project in changes.GetProjectChanges())
        {
            var isAddedOrRemoved = project.GetAddedDocuments()
                .Concat(project.GetRemovedDocuments())
                .Concat(project.GetAddedAdditionalDocuments())
                .Concat(project.GetRemovedAdditionalDocuments())
                .Concat(project.GetAddedAnalyzerConfigDocuments())
                .Concat(project.GetRemovedAnalyzerConfigDocuments())
                .Any();
            if (isAddedOrRemoved)
            {
                return true;
            }

            var changed = project.GetChangedDocuments()
                .Concat(project.GetChangedAdditionalDocuments())
                .Concat(project.GetChangedAnalyzerConfigDocuments());
            foreach (var id in changed)
            {
                if (await DiffersAsync(Document(before, id), Document(after, id), cancellationToken).ConfigureAwait(false))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static TextDocument Document(Solution solution, DocumentId id) =>
        solution.GetDocument(id) ?? solution.GetAdditionalDocument(id) ?? (TextDocument)solution.GetAnalyzerConfigDocument(id)!;

    private static async Task<bool> DiffersAsync(TextDocument before, TextDocument after, CancellationToken cancellationToken)
    {
        var oldText = await before.GetTextAsync(cancellationToken).ConfigureAwait(false);
        var newText = await after.GetTextAsync(cancellationToken).ConfigureAwait(false);
        return !oldText.ContentEquals(newText) ||
            !Equals(oldText.Encoding, newText.Encoding) ||
            DocumentPlace.Of(before) != DocumentPlace.Of(after);
    }
}
