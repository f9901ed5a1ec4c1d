using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AsyncioSharp.Analyzers.Tests;

/// <summary>
/// What <c>dotnet format analyzers</c> does with all rules, without starting it: every id that is reported at the start is fixed once in the whole project.
/// The order is that of a hash set there, another one in each run.
/// </summary>
internal static class FixRun
{
    public static Project Open(AdhocWorkspace workspace, OutputKind kind, params (string Name, string Text)[] files) =>
        Open(workspace, kind, TestReferences.All, files);

    public static Project Open(AdhocWorkspace workspace, OutputKind kind, ImmutableArray<MetadataReference> references, params (string Name, string Text)[] files)
    {
        var id = ProjectId.CreateNewId();
        var solution = workspace.CurrentSolution.AddProject(ProjectInfo.Create(
            id, VersionStamp.Default, "Test", "Test", LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(kind, allowUnsafe: true),
            parseOptions: new CSharpParseOptions(LanguageVersion.Preview),
            metadataReferences: references));
        foreach (var (name, text) in files)
        {
            solution = solution.AddDocument(DocumentId.CreateNewId(id), name, text, filePath: $"/test/{name}");
        }

        return solution.GetProject(id)!;
    }

    /// <summary>The ids that a run starts with, because something of them is reported.</summary>
    public static async Task<IReadOnlyList<string>> IdsAsync(Project project) =>
        [.. (await FixableAsync(project)).Select(d => d.Id).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>One run over these ids, in this order.</summary>
    public static async Task<Project> RunAsync(Project project, IEnumerable<string> ids)
    {
        foreach (var id in ids)
        {
            project = await FixAsync(project, id);
        }

        return project;
    }

    /// <summary>What a fix of ours would take care of.</summary>
    public static async Task<ImmutableArray<Diagnostic>> FixableAsync(Project project) => await FixableAsync(project, RuleCatalog.Analyzers);

    /// <summary>Errors of the compiler, which hide everything else.</summary>
    public static async Task<ImmutableArray<Diagnostic>> ErrorsAsync(Project project) =>
        [.. (await project.GetCompilationAsync())!.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error)];

    private static async Task<Project> FixAsync(Project project, string id)
    {
        var found = await FixableAsync(project, [.. RuleCatalog.Analyzers.Where(a => a.SupportedDiagnostics.Any(d => d.Id == id))]);
        found = [.. found.Where(d => d.Id == id)];
        if (found.IsEmpty)
        {
            return project;
        }

        var fix = RuleCatalog.Fixes.Single(f => f.FixableDiagnosticIds.Contains(id));
        var action = await fix.GetFixAllProvider().GetFixAsync(new FixAllContext(project, fix, FixAllScope.Project, fix.EquivalenceKey, [id], new Found(found), default));
        var operations = action is null ? [] : await action.GetOperationsAsync(default);
        return operations.OfType<ApplyChangesOperation>().SingleOrDefault()?.ChangedSolution.GetProject(project.Id) ?? project;
    }

    private static async Task<ImmutableArray<Diagnostic>> FixableAsync(Project project, IEnumerable<RuleAnalyzer> analyzers)
    {
        var compilation = (await project.GetCompilationAsync())!.WithAnalyzers([.. analyzers]);
        return [.. (await compilation.GetAnalyzerDiagnosticsAsync()).Where(static d => RuleCatalog.IsFixable(d.Id)).OrderBy(static d => d.Location.SourceSpan.Start)];
    }

    private sealed class Found(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken token) => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken token)
        {
            var tree = await document.GetSyntaxTreeAsync(token);
            return diagnostics.Where(d => d.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken token) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
