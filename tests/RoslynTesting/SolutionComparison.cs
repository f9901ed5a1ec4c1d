using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Compares every file of a solution with a state: which files there are, and what is in them, to the byte.</summary>
internal static class SolutionComparison
{
    public static async Task VerifyAsync(SolutionState expected, Solution actual, IVerifier verifier, CancellationToken cancellationToken)
    {
        foreach (var project in expected.Projects)
        {
            var found = actual.Projects.Single(candidate => candidate.Name == project.Name);
            await VerifyAsync("source files", project, project.Sources, found.Documents).ConfigureAwait(false);
            await VerifyAsync("additional files", project, project.AllAdditionalFiles, found.AdditionalDocuments).ConfigureAwait(false);
            await VerifyAsync("analyzer config files", project, project.AnalyzerConfigFiles, found.AnalyzerConfigDocuments).ConfigureAwait(false);
        }

        var unexpected = actual.Projects.Select(project => project.Name).Except(expected.Projects.Select(project => project.Name));
        verifier.Empty("added projects", unexpected);

        async Task VerifyAsync(
            string kind, ProjectState project, IEnumerable<(string filename, SourceText content)> files, IEnumerable<TextDocument> documents)
        {
            var wanted = files.ToDictionary(file => DocumentPlace.Of(file.filename, project.DefaultPrefix));
            var found = documents.ToLookup(DocumentPlace.Of);
            var names = string.Join(", ", wanted.Keys.Select(place => place.ToString()).Order(StringComparer.Ordinal));
            var foundNames = string.Join(", ", found.SelectMany(group => group, (group, _) => group.Key.ToString()).Order(StringComparer.Ordinal));
            verifier.Equal(names, foundNames, $"Expected the {kind} of '{project.Name}' to be '{names}' but they are '{foundNames}'.");
            foreach (var (place, file) in wanted)
            {
                var text = await found[place].Single().GetTextAsync(cancellationToken).ConfigureAwait(false);
                VerifyText(file.filename, file.content, text, verifier);
            }
        }
    }

    private static void VerifyText(string path, SourceText expected, SourceText actual, IVerifier verifier)
    {
        if (!expected.ContentEquals(actual))
        {
            verifier.Fail(
                $"content of '{path}' did not match. Diff shown with expected as baseline:{Environment.NewLine}" +
                LineDiff.Describe(expected.ToString(), actual.ToString()));
        }

        verifier.Equal(
            expected.Encoding,
            actual.Encoding,
            $"encoding of '{path}' was expected to be '{Name(expected)}' but was '{Name(actual)}'");
        verifier.Equal(
            expected.ChecksumAlgorithm,
            actual.ChecksumAlgorithm,
            $"checksum algorithm of '{path}' was expected to be '{expected.ChecksumAlgorithm}' but was '{actual.ChecksumAlgorithm}'");
    }

    private static string Name(SourceText text) =>
        text.Encoding is { } encoding ? encoding.WebName + (encoding.GetPreamble().Length > 0 ? " with BOM" : "") : "none";
}
