using AsyncioSharp.Analyzers.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.FixFuzz;

/// <summary>What the compiler and all rules say about the programs of a project, or about one of them.</summary>
internal sealed class FuzzReport(IReadOnlyList<Diagnostic> all)
{
    /// <summary>The ids that a run of fixes starts with.</summary>
    public IReadOnlyList<string> FixableIds => [.. Fixable.Select(static d => d.Id).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>What a fix would take care of.</summary>
    public IEnumerable<Diagnostic> Fixable => all.Where(static d => RuleCatalog.IsFixable(d.Id));

    public static async Task<FuzzReport> OfAsync(Project project)
    {
        var compilation = (await project.GetCompilationAsync())!;
        var found = await compilation.WithAnalyzers([.. RuleCatalog.Analyzers]).GetAnalyzerDiagnosticsAsync();
        return new FuzzReport([.. compilation.GetDiagnostics().Concat(found).Where(static d => d.Severity > DiagnosticSeverity.Hidden && !d.IsSuppressed)]);
    }

    /// <summary>What is said about this program, and what is said about no place in any.</summary>
    public FuzzReport Of(FuzzProgram program) =>
        new([.. all.Where(d => d.Location.SourceTree is null || d.Location.SourceTree.FilePath == FuzzProject.PathOf(program))]);

    /// <summary>The ids that are reported here more often than before, except where the rule says that the code is no worse for it.</summary>
    public IReadOnlyList<string> MoreThan(FuzzReport before) =>
        [.. all.Where(static d => !d.Properties.ContainsKey(RuleAnalyzer.NoWorse)).GroupBy(static d => d.Id).Where(same => same.Count() > before.Count(same.Key)).Select(static same => same.Key)];

    /// <summary>The ids of what is fixable now and had the unfixable id before: another fix has removed what was in the way.</summary>
    public IReadOnlyList<string> UnlockedIds(FuzzReport before) => [.. FixableIds.Where(id => before.Count(Unfixable(id)) > Count(Unfixable(id)))];

    // AIO102 and AIO152 are the same rule.
    private static string Unfixable(string id) => $"AIO{int.Parse(id[3..]) + 50}";

    private int Count(string id) => all.Count(d => d.Id == id);
}
