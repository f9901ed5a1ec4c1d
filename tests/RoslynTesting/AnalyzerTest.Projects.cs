using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Options;

namespace Microsoft.CodeAnalysis.Testing;

/// <content>From a state to a solution.</content>
public abstract partial class AnalyzerTest<TVerifier>
{
    private readonly List<Workspace> _workspaces = [];

    protected abstract CompilationOptions CreateCompilationOptions();

    protected abstract ParseOptions CreateParseOptions();

    /// <summary>Turns every rule on, whatever its default, and makes a crash of an analyzer an error.</summary>
    protected virtual Project ApplyCompilationOptions(Project project)
    {
        var options = project.CompilationOptions!;
        var severities = options.SpecificDiagnosticOptions;
        foreach (var descriptor in GetDiagnosticAnalyzers().SelectMany(analyzer => analyzer.SupportedDiagnostics))
        {
            // Those that are on keep no entry here: it would win over the .editorconfig of a test.
            if (!descriptor.IsEnabledByDefault)
            {
                severities = severities.SetItem(descriptor.Id, DefaultSeverity(descriptor));
            }
        }

        foreach (var id in DisabledDiagnostics)
        {
            severities = severities.SetItem(id, ReportDiagnostic.Suppress);
        }

        // Last, so that nothing can hide it.
        severities = severities.SetItem(AnalyzerCrash.Id, ReportDiagnostic.Error);
        return project.WithCompilationOptions(options.WithSpecificDiagnosticOptions(severities));
    }

    private protected async Task<Solution> CreateSolutionAsync(SolutionState state, CancellationToken cancellationToken)
    {
        var workspace = new AdhocWorkspace();
        _workspaces.Add(workspace);
        var solution = workspace.CurrentSolution;
        solution = solution.WithOptions(OptionsTransforms.Aggregate(
            (OptionSet)solution.Options, (options, transform) => transform(options)));

        var projects = state.Projects.ToImmutableDictionary(project => project.Name, project => ProjectId.CreateNewId(project.Name));
        foreach (var project in state.Projects)
        {
            var references = await (project.ReferenceAssemblies ?? ReferenceAssemblies)
                .ResolveAsync(project.Language, cancellationToken).ConfigureAwait(false);
            solution = AddProject(solution, projects[project.Name], project, references);
        }

        foreach (var project in state.Projects)
        {
            foreach (var reference in project.AdditionalProjectReferences)
            {
                Verify.True(projects.ContainsKey(reference), $"The project '{project.Name}' references '{reference}', which does not exist.");
                solution = solution.AddProjectReference(projects[project.Name], new ProjectReference(projects[reference]));
            }
        }

        solution = SolutionTransforms.Aggregate(solution, (changed, transform) => transform(changed, projects[state.Name]));
        return projects.Values.Aggregate(solution, (changed, id) => ApplyCompilationOptions(changed.GetProject(id)!).Solution);
    }

    private static ReportDiagnostic DefaultSeverity(DiagnosticDescriptor descriptor) => descriptor.DefaultSeverity switch
    {
        DiagnosticSeverity.Hidden => ReportDiagnostic.Hidden,
        DiagnosticSeverity.Info => ReportDiagnostic.Info,
        DiagnosticSeverity.Warning => ReportDiagnostic.Warn,
        _ => ReportDiagnostic.Error,
    };

    private Solution AddProject(Solution solution, ProjectId id, ProjectState project, ImmutableArray<MetadataReference> references)
    {
        var compilationOptions = CreateCompilationOptions();
        if (project.OutputKind is { } outputKind)
        {
            compilationOptions = compilationOptions.WithOutputKind(outputKind);
        }

        var parseOptions = CreateParseOptions();
        if (project.DocumentationMode is { } documentationMode)
        {
            parseOptions = parseOptions.WithDocumentationMode(documentationMode);
        }

        solution = solution.AddProject(ProjectInfo.Create(
            id,
            VersionStamp.Create(),
            project.Name,
            project.AssemblyName,
            project.Language,
            compilationOptions: compilationOptions,
            parseOptions: parseOptions,
            metadataReferences: references.Concat(project.AdditionalReferences)));

        foreach (var (path, text) in project.Sources)
        {
            var place = DocumentPlace.Of(path, project.DefaultPrefix);
            solution = solution.AddDocument(DocumentId.CreateNewId(id, path), place.Name, text, place.Folders, path);
        }

        foreach (var (path, text) in project.AllAdditionalFiles)
        {
            var place = DocumentPlace.Of(path, project.DefaultPrefix);
            solution = solution.AddAdditionalDocument(DocumentId.CreateNewId(id, path), place.Name, text, place.Folders, path);
        }

        foreach (var (path, text) in project.AnalyzerConfigFiles)
        {
            var place = DocumentPlace.Of(path, project.DefaultPrefix);
            solution = solution.AddAnalyzerConfigDocument(DocumentId.CreateNewId(id, path), place.Name, text, place.Folders, path);
        }

        return solution;
    }

    private void DisposeWorkspaces()
    {
        _workspaces.ForEach(workspace => workspace.Dispose());
        _workspaces.Clear();
    }
}
