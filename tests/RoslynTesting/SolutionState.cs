using System.Collections.Immutable;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>The files of a test before or after a fix, and the diagnostics that are expected in them.</summary>
public class SolutionState : ProjectState
{
    private readonly string _defaultExtension;

    public SolutionState(string name, string language, string defaultPrefix, string defaultExtension)
        : base(name, language, defaultPrefix, defaultExtension)
    {
        _defaultExtension = defaultExtension;
        AdditionalProjects = new ProjectCollection(language, defaultExtension);
    }

    /// <summary>Null: decided by what differs from the state before.</summary>
    public StateInheritanceMode? InheritanceMode { get; set; }

    /// <summary>Null: decided together with <see cref="InheritanceMode"/>.</summary>
    public MarkupMode? MarkupHandling { get; set; }

    public ProjectCollection AdditionalProjects { get; }

    public List<DiagnosticResult> ExpectedDiagnostics { get; } = [];

    /// <summary>All projects, the main one first.</summary>
    internal IEnumerable<ProjectState> Projects => AdditionalProjects.Values.Prepend(this);

    public SolutionState WithInheritedValuesApplied(SolutionState? baseState, ImmutableArray<string> fixableDiagnostics)
    {
        var (inheritance, markup) = (baseState, baseState is not null && Differs(baseState)) switch
        {
            (null, _) => (StateInheritanceMode.Explicit, MarkupMode.Allow),
            (_, true) => (StateInheritanceMode.AutoInherit, MarkupMode.IgnoreFixable),
            _ => (StateInheritanceMode.AutoInheritAll, baseState.MarkupHandling ?? MarkupMode.Allow),
        };

        var result = Copy();
        result.InheritanceMode = inheritance = InheritanceMode ?? inheritance;
        result.MarkupHandling = MarkupHandling ?? markup;
        if (baseState is not null && inheritance != StateInheritanceMode.Explicit)
        {
            result.TakeMissing(baseState);
            if (result.AdditionalProjects.Count == 0)
            {
                result.TakeProjects(baseState);
            }

            AddIfEmpty(
                result.ExpectedDiagnostics,
                baseState.ExpectedDiagnostics.Where(expected =>
                    inheritance == StateInheritanceMode.AutoInheritAll || !fixableDiagnostics.Contains(expected.Id)));
        }

        return result;
    }

    public SolutionState WithProcessedMarkup(
        MarkupOptions markupOptions,
        DiagnosticDescriptor? defaultDiagnostic,
        ImmutableArray<DiagnosticDescriptor> supportedDiagnostics,
        ImmutableArray<string> fixableDiagnostics,
        string defaultPath)
    {
        var result = Copy();
        result.InheritanceMode = InheritanceMode;
        result.MarkupHandling = MarkupMode.None;
        if (MarkupHandling == MarkupMode.None)
        {
            return result;
        }

        var markup = new StateMarkup(
            MarkupHandling ?? MarkupMode.Allow, markupOptions, defaultDiagnostic, supportedDiagnostics, fixableDiagnostics);
        foreach (var project in result.Projects)
        {
            markup.Process(project);
        }

        var expected = result.ExpectedDiagnostics
            .Concat(markup.Expected)
            .Select(diagnostic => diagnostic.WithDefaultPath(defaultPath).WithMarkupLocations(markup.Locations))
            .ToArray();
        result.ExpectedDiagnostics.Clear();
        result.ExpectedDiagnostics.AddRange(expected);
        return result;
    }

    /// <summary>Whether the files, where given, are others than those of <paramref name="other"/>.</summary>
    internal bool Differs(SolutionState other) =>
        FilesDiffer(this, other) ||
        AdditionalProjects.Any(pair => !other.AdditionalProjects.TryGetValue(pair.Key, out var project) || FilesDiffer(pair.Value, project));

    internal static bool FilesDiffer(ProjectState left, ProjectState right) =>
        FilesDiffer(left.Sources, right.Sources) ||
        FilesDiffer(left.GeneratedSources, right.GeneratedSources) ||
        FilesDiffer(left.AdditionalFiles, right.AdditionalFiles) ||
        FilesDiffer(left.AnalyzerConfigFiles, right.AnalyzerConfigFiles) ||
        left.AdditionalFilesFactories.Count > 0;

    private static bool FilesDiffer(SourceFileCollection left, SourceFileCollection right) =>
        left.Count > 0 &&
        !left.SequenceEqual(right, EqualityComparer<(string filename, Text.SourceText content)>.Create(
            (x, y) => x.filename == y.filename &&
                x.content.ContentEquals(y.content) &&
                Equals(x.content.Encoding, y.content.Encoding) &&
                x.content.ChecksumAlgorithm == y.content.ChecksumAlgorithm));

    private SolutionState Copy()
    {
        var copy = new SolutionState(Name, Language, DefaultPrefix, _defaultExtension);
        copy.TakeAll(this);
        copy.TakeProjects(this);
        copy.ExpectedDiagnostics.AddRange(ExpectedDiagnostics);
        return copy;
    }

    private void TakeProjects(SolutionState other)
    {
        foreach (var (name, project) in other.AdditionalProjects)
        {
            AdditionalProjects.Add(name, project.Clone());
        }
    }
}
