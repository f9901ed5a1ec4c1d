using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Options;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Compiles test code, runs analyzers on it, and compares what they report with what the test expects.</summary>
public abstract partial class AnalyzerTest<TVerifier>
    where TVerifier : IVerifier, new()
{
    protected AnalyzerTest()
    {
        TestState = new SolutionState(DefaultTestProjectName, Language, DefaultFilePathPrefix, DefaultFileExt);
    }

    public abstract string Language { get; }

    public string TestCode
    {
        set
        {
            if (value is not null)
            {
                TestState.Sources.Add(value);
            }
        }
    }

    public SolutionState TestState { get; }

    public List<DiagnosticResult> ExpectedDiagnostics => TestState.ExpectedDiagnostics;

    public CompilerDiagnostics CompilerDiagnostics { get; set; } = CompilerDiagnostics.Errors;

    public MarkupOptions MarkupOptions { get; set; }

    public TestBehaviors TestBehaviors { get; set; }

    public List<string> DisabledDiagnostics { get; } = [];

    public ReferenceAssemblies ReferenceAssemblies { get; set; } = ReferenceAssemblies.Default;

    /// <summary>A further check of every pair that matches.</summary>
    public Action<Diagnostic, DiagnosticResult, IVerifier>? DiagnosticVerifier { get; set; }

    /// <summary>Seen by fixes that ask the solution for its options; the formatter itself listens only to an <c>.editorconfig</c>.</summary>
    public List<Func<OptionSet, OptionSet>> OptionsTransforms { get; } = [];

    public List<Func<Solution, ProjectId, Solution>> SolutionTransforms { get; } = [];

    public Dictionary<string, string> XmlReferences =>
        throw new NotSupportedException("Files for <include> are not supported: write the documentation into the test code.");

    protected static TVerifier Verify { get; } = new();

    protected virtual string DefaultFilePathPrefix => "/0/Test";

    protected virtual string DefaultTestProjectName => "TestProject";

    protected virtual string DefaultFilePath => DefaultFilePathPrefix + "0." + DefaultFileExt;

    protected abstract string DefaultFileExt { get; }

    /// <summary>Has no effect: matching takes no time worth a limit.</summary>
    protected TimeSpan MatchDiagnosticsTimeout { get; set; } = TimeSpan.FromSeconds(2);

    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await RunImplAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            DisposeWorkspaces();
        }
    }

    protected virtual async Task RunImplAsync(CancellationToken cancellationToken)
    {
        var testState = Process(TestState.WithInheritedValuesApplied(null, []), []);
        VerifyNothingHides(testState);
        await VerifyStateAsync(testState, "test", cancellationToken).ConfigureAwait(false);
    }

    protected abstract IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers();

    /// <summary>The meaning of <c>[|…|]</c>: the only descriptor of the first analyzer.</summary>
    protected internal virtual DiagnosticDescriptor? GetDefaultDiagnostic(DiagnosticAnalyzer[] analyzers) =>
        analyzers.FirstOrDefault()?.SupportedDiagnostics switch
        {
            [var only] => only,
            [var first, ..] when MarkupOptions.HasFlag(MarkupOptions.UseFirstDescriptor) => first,
            _ => null,
        };

    private protected SolutionState Process(SolutionState state, ImmutableArray<string> fixableDiagnostics)
    {
        var analyzers = GetDiagnosticAnalyzers().ToArray();
        return state.WithProcessedMarkup(
            MarkupOptions,
            GetDefaultDiagnostic(analyzers),
            [.. analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics)],
            fixableDiagnostics,
            DefaultFilePath);
    }

    /// <summary>A test that has nothing to look at, or nothing to look with, would always pass.</summary>
    private protected void VerifyNothingHides(SolutionState state)
    {
        Verify.LanguageIsSupported(Language);
        Verify.NotEmpty($"{nameof(TestState)}.{nameof(SolutionState.Sources)}", state.Sources);
        Verify.False(
            state.Projects.SelectMany(project => project.Sources).All(source => string.IsNullOrWhiteSpace(source.content.ToString())),
            "The test code is empty: the test would pass whatever the analyzer does.");
        Verify.True(
            state.Projects.All(project => project.GeneratedSources.Count == 0),
            "Generated sources are not supported: no source generator runs in these tests.");

        var analyzers = GetDiagnosticAnalyzers().ToArray();
        Verify.NotEmpty("analyzers", analyzers);
        foreach (var analyzer in analyzers)
        {
            var isUseful = analyzer is EmptyDiagnosticAnalyzer ||
                !analyzer.SupportedDiagnostics.IsEmpty ||
                analyzer is DiagnosticSuppressor { SupportedSuppressions.IsEmpty: false };
            Verify.True(isUseful, $"The analyzer '{analyzer.GetType().Name}' supports no diagnostics: it can report nothing.");
        }
    }
}
