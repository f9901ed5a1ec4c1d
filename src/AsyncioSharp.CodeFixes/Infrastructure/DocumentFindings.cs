using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.CodeFixes;

/// <summary>
/// What the rules about the effect of an await on the code around it report in one version of a document. Both <see cref="CascadingFixes"/>
/// and <see cref="FixLaw"/> ask for it. An analysis binds the whole document, so each version is analyzed once, and only when asked for.
/// </summary>
internal sealed class DocumentFindings(Document document)
{
    // The bands about the loop, cancellation, synchronization and concurrency. The bands about blocking calls and values follow the calls
    // of a whole project, and an await causes none of their findings.
    private const string Bands = "4567";

    private static readonly Lazy<ImmutableArray<DiagnosticAnalyzer>> Rules = new(static () =>
        [.. typeof(RuleAnalyzer).Assembly.GetTypes().Where(static type => !type.IsAbstract && typeof(RuleAnalyzer).IsAssignableFrom(type))
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)
                .Where(static rule => Bands.Contains(rule.SupportedDiagnostics[0].Id[3]))]);

    private IReadOnlyList<Diagnostic>? _all;

    public Document Document { get; } = document;

    /// <summary>The findings that nothing suppresses.</summary>
    public async Task<IReadOnlyList<Diagnostic>> AllAsync(CancellationToken token) =>
        _all ??= await AnalyzeAsync(token).ConfigureAwait(false);

    /// <summary>How often each error and warning of the rules and of the compiler is reported.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountWarningsAsync(CancellationToken token)
    {
        var model = await Document.GetSemanticModelAsync(token).ConfigureAwait(false);
        var compiler = model is null ? [] : model.GetDiagnostics(cancellationToken: token);

        // A finding below a warning is a suggestion: an await that could take a token is no worse than the blocking call, which took none.
        // The severity is that of the project, so where a suggestion breaks the build, no fix brings one. An await that nothing can cancel
        // is no worse either, whatever its severity: the blocking call before it could not be canceled.
        return compiler.Concat(await AllAsync(token).ConfigureAwait(false))
            .Where(static d => d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed &&
                !d.Properties.ContainsKey(RuleAnalyzer.NoWorse))
            .GroupBy(static d => d.Id).ToDictionary(static same => same.Key, static same => same.Count());
    }

    private async Task<IReadOnlyList<Diagnostic>> AnalyzeAsync(CancellationToken token)
    {
        if (await Document.GetSemanticModelAsync(token).ConfigureAwait(false) is not { } model)
        {
            return [];
        }

        var compilation = model.Compilation.WithAnalyzers(Rules.Value, Document.Project.AnalyzerOptions);
        return await compilation.GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, token).ConfigureAwait(false);
    }
}
