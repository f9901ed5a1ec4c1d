using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>What is in one project of a test.</summary>
public class ProjectState
{
    private readonly string _defaultExtension;

    public ProjectState(string name, string language, string defaultPrefix, string defaultExtension)
    {
        Name = name;
        AssemblyName = name;
        Language = language;
        DefaultPrefix = defaultPrefix;
        _defaultExtension = defaultExtension;
        Sources = new SourceFileList(defaultPrefix, defaultExtension);
    }

    public string Name { get; }

    public string AssemblyName { get; set; }

    public string Language { get; }

    /// <summary>Null: those of the test.</summary>
    public ReferenceAssemblies? ReferenceAssemblies { get; set; }

    public OutputKind? OutputKind { get; set; }

    public DocumentationMode? DocumentationMode { get; set; }

    public SourceFileList Sources { get; }

    public SourceFileCollection GeneratedSources { get; } = [];

    public SourceFileCollection AdditionalFiles { get; } = [];

    public SourceFileCollection AnalyzerConfigFiles { get; } = [];

    public List<Func<IEnumerable<(string filename, SourceText content)>>> AdditionalFilesFactories { get; } = [];

    /// <summary>Names of the projects that this one references.</summary>
    public List<string> AdditionalProjectReferences { get; } = [];

    public MetadataReferenceCollection AdditionalReferences { get; } = [];

    internal string DefaultPrefix { get; }

    internal bool HasAnyFile =>
        Sources.Count > 0 || GeneratedSources.Count > 0 || AdditionalFiles.Count > 0 || AnalyzerConfigFiles.Count > 0 ||
        AdditionalFilesFactories.Count > 0;

    internal IEnumerable<(string filename, SourceText content)> AllAdditionalFiles =>
        AdditionalFiles.Concat(AdditionalFilesFactories.SelectMany(factory => factory()));

    internal ProjectState Clone()
    {
        var copy = new ProjectState(Name, Language, DefaultPrefix, _defaultExtension);
        copy.TakeAll(this);
        return copy;
    }

    /// <summary>Fills what is empty here from <paramref name="other"/>.</summary>
    internal void TakeMissing(ProjectState other)
    {
        ReferenceAssemblies ??= other.ReferenceAssemblies;
        OutputKind ??= other.OutputKind;
        DocumentationMode ??= other.DocumentationMode;
        if (AssemblyName == Name)
        {
            AssemblyName = other.AssemblyName;
        }

        AddIfEmpty(Sources, other.Sources);
        AddIfEmpty(GeneratedSources, other.GeneratedSources);
        AddIfEmpty(AdditionalFiles, other.AdditionalFiles);
        AddIfEmpty(AnalyzerConfigFiles, other.AnalyzerConfigFiles);
        AddIfEmpty(AdditionalFilesFactories, other.AdditionalFilesFactories);
        AddIfEmpty(AdditionalProjectReferences, other.AdditionalProjectReferences);
        AddIfEmpty(AdditionalReferences, other.AdditionalReferences);
    }

    /// <summary>For a new, empty state: the same as taking what is missing.</summary>
    private protected void TakeAll(ProjectState other) => TakeMissing(other);

    private protected static void AddIfEmpty<T>(List<T> list, IEnumerable<T> items)
    {
        if (list.Count == 0)
        {
            list.AddRange(items);
        }
    }
}
