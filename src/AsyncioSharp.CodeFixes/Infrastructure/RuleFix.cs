using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AsyncioSharp.CodeFixes;

/// <summary>
/// The base class of all fixes: one id, one equivalence key, and one pass over the document for a single site or for all. The analyzer has
/// decided whether and how the site can be fixed; a fix only writes it.
/// </summary>
public abstract class RuleFix(string id, string title, string? titleWithoutRuntime = null) : CodeFixProvider
{
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = [id];

    /// <summary>The title of the light bulb.</summary>
    public string Title { get; } = title;

    /// <summary>The same for every site of the id, because <c>dotnet format</c> applies one key per id.</summary>
    public string EquivalenceKey { get; } = id;

    /// <summary>The rule that reports the id.</summary>
    internal RuleAnalyzer Rule => CreateAnalyzer();

    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        async (context, document, diagnostics) =>
        {
            var agreed = await AgreedAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false);
            return await FixAsync(document, agreed, context.CancellationToken).ConfigureAwait(false);
        });

    /// <summary>
    /// Always registers one action, even if the target frameworks of a file disagree and nothing may change: <c>dotnet format</c> skips the
    /// whole id if its first site has no action.
    /// </summary>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            var agreed = await AgreedAsync(context.Document, [diagnostic], context.CancellationToken).ConfigureAwait(false);
            var title = await TitleIn(context.Document, context.CancellationToken).ConfigureAwait(false);
            var text = agreed.IsEmpty ? $"{title}: not in every target framework, change it by hand" : title;
            context.RegisterCodeFix(CodeAction.Create(text, token => FixAsync(context.Document, agreed, token), EquivalenceKey),
                diagnostic);
        }
    }

    private async Task<string> TitleIn(Document document, CancellationToken token) =>
        titleWithoutRuntime is not null && await document.Project.GetCompilationAsync(token).ConfigureAwait(false) is { } compilation &&
        KnownSymbols.Of(compilation) is { HasRuntime: false }
            ? titleWithoutRuntime
            : Title;

    /// <summary>The sites that all projects with this file fix in the same way.</summary>
    internal Task<ImmutableArray<Diagnostic>> AgreedAsync(Document document, ImmutableArray<Diagnostic> diagnostics,
        CancellationToken token) =>
        LinkedDocuments.AgreedAsync(document, diagnostics, CreateAnalyzer(), token);

    /// <summary>
    /// The rule that reports the id. It runs again if a file belongs to several projects, and on code written by other fixes.
    /// </summary>
    private protected abstract RuleAnalyzer CreateAnalyzer();

    /// <summary>
    /// Rewrites one site, or one additional location with an <see cref="Edit"/>, according to the edit's kind. Null leaves it unchanged.
    /// </summary>
    private protected abstract SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode site, FixSite fix);

    /// <summary>Rewrites the sites and nothing else.</summary>
    internal async Task<Document> WriteAsync(Document document, ImmutableArray<Diagnostic> diagnostics, IReadOnlyList<SyntaxNode> tracked,
        CancellationToken token)
    {
        var root = await document.GetSyntaxRootAsync(token).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(token).ConfigureAwait(false);
        if (root is null || model is null)
        {
            return document;
        }

        var sites = ImmutableArray.CreateBuilder<FixSite>();
        foreach (var diagnostic in diagnostics)
        {
            sites.AddRange(FixSite.Of(root, diagnostic, model));
        }

        return document.WithSyntaxRoot(DocumentRewriter.Run(root, sites.ToImmutable(), tracked, Rewrite));
    }

    private async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken token)
    {
        if (diagnostics.IsEmpty)
        {
            return document;
        }

        var (_, written) = await AddAsync(new DocumentFindings(document), ([], document), diagnostics, token).ConfigureAwait(false);
        return written;
    }

    // Adds the sites to an edit, as long as the document is no worse. If they make it worse, each half is tried alone, so that one
    // bad site among many costs few attempts.
    private async Task<(ImmutableArray<Diagnostic> Sites, Document Written)> AddAsync(
        DocumentFindings before, (ImmutableArray<Diagnostic> Sites, Document Written) good, ImmutableArray<Diagnostic> more,
        CancellationToken token)
    {
        if (more.IsEmpty)
        {
            return good;
        }

        var sites = good.Sites.AddRange(more);
        var edited = await CascadingFixes.RunAsync(before, this, tracked => WriteAsync(before.Document, sites, tracked, token), token)
            .ConfigureAwait(false);
        if (await FixLaw.HoldsAsync(before, edited, token).ConfigureAwait(false))
        {
            return (sites, edited.Document);
        }

        if (more.Length == 1)
        {
            return good;
        }

        var half = more.Length / 2;
        good = await AddAsync(before, good, more.RemoveRange(half, more.Length - half), token).ConfigureAwait(false);
        return await AddAsync(before, good, more.RemoveRange(0, half), token).ConfigureAwait(false);
    }
}
