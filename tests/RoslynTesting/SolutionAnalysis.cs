using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Microsoft.CodeAnalysis.Testing;

internal sealed record ProjectAnalysis(ProjectId Project, CompilationWithAnalyzers Compilation, ImmutableArray<Diagnostic> Diagnostics);

/// <summary>The diagnostics of one state of a solution.</summary>
internal sealed class SolutionAnalysis(ImmutableArray<ProjectAnalysis> projects)
{
    /// <summary>In an order that does not depend on the threads that reported them.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; } = [.. projects
        .SelectMany(project => project.Diagnostics)
        .OrderBy(diagnostic => diagnostic.Location.GetLineSpan().Path, StringComparer.Ordinal)
        .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
        .ThenBy(diagnostic => diagnostic.Location.SourceSpan.End)
        .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)
        .ThenBy(diagnostic => diagnostic.GetMessage(), StringComparer.Ordinal)];

    public ImmutableArray<Diagnostic> In(ProjectId project) =>
        projects.Single(analysis => analysis.Project == project).Diagnostics;

    /// <summary>
    /// Whether analyzing only the file of the diagnostic finds it. An editor offers fixes only for such diagnostics.
    /// </summary>
    public async Task<bool> IsLocalAsync(Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (diagnostic.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.Compiler))
        {
            return true;
        }

        var tree = diagnostic.Location.SourceTree;
        var project = projects.FirstOrDefault(analysis => tree is not null && analysis.Compilation.Compilation.ContainsSyntaxTree(tree));
        if (tree is null || project is null)
        {
            return false;
        }

        var model = project.Compilation.Compilation.GetSemanticModel(tree);
        var syntax = await project.Compilation.GetAnalyzerSyntaxDiagnosticsAsync(tree, cancellationToken).ConfigureAwait(false);
        var semantic = await project.Compilation.GetAnalyzerSemanticDiagnosticsAsync(model, null, cancellationToken).ConfigureAwait(false);

        // Not Diagnostic.Equals: it compares message arguments by reference, and a computed text is a new object every time.
        return syntax.Concat(semantic).Any(found => found.Id == diagnostic.Id && found.Location == diagnostic.Location);
    }
}
