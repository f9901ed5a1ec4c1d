using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AsyncioSharp.CodeFixes;

/// <summary>
/// Ensures that a document is no worse after a fix: no new error or warning of the compiler or of these rules about the effect of an await
/// on the code around it, and the same directives. The analyzer judges the site alone; this checks the written document. It costs the
/// diagnostics of the compiler after the edit, and those before it if something is found.
/// </summary>
internal static class FixLaw
{
    /// <summary>True if nothing is reported more often in the edited document than before, and no directive has changed.</summary>
    public static async Task<bool> HoldsAsync(DocumentFindings before, DocumentFindings after, CancellationToken token)
    {
        if (await DirectivesOf(before, token).ConfigureAwait(false) != await DirectivesOf(after, token).ConfigureAwait(false))
        {
            return false;
        }

        var found = await after.CountWarningsAsync(token).ConfigureAwait(false);
        if (found.Count == 0)
        {
            return true;
        }

        var known = await before.CountWarningsAsync(token).ConfigureAwait(false);
        return found.All(id => known.TryGetValue(id.Key, out var count) && count >= id.Value);
    }

    // A directive that an edit drops or moves out of its line changes what other code means: it disables, hides or ends something. The text
    // is parsed again, because a directive in the middle of a line is one in the written tree only.
    private static async Task<string> DirectivesOf(DocumentFindings findings, CancellationToken token)
    {
        var root = await findings.Document.GetSyntaxRootAsync(token).ConfigureAwait(false);
        if (root is not { ContainsDirectives: true })
        {
            return "";
        }

        var parsed = CSharpSyntaxTree.ParseText(root.ToFullString(), (CSharpParseOptions)root.SyntaxTree.Options, cancellationToken: token)
            .GetRoot(token);
        return string.Join("\n", parsed.DescendantTrivia()
            .Where(static trivia => trivia.IsDirective || trivia.IsKind(SyntaxKind.DisabledTextTrivia)));
    }
}
