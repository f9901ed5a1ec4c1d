using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Takes the markup out of the files of a state and collects what it means.</summary>
internal sealed class StateMarkup(
    MarkupMode mode,
    MarkupOptions options,
    DiagnosticDescriptor? defaultDiagnostic,
    ImmutableArray<DiagnosticDescriptor> supportedDiagnostics,
    ImmutableArray<string> fixableDiagnostics)
{
    private readonly Dictionary<string, FileLinePositionSpan> _locations = [];

    public List<DiagnosticResult> Expected { get; } = [];

    /// <summary>Places named by <c>#n</c>.</summary>
    public IReadOnlyDictionary<string, FileLinePositionSpan> Locations => _locations;

    public void Process(ProjectState project)
    {
        foreach (var files in new[] { project.Sources, project.GeneratedSources, project.AdditionalFiles, project.AnalyzerConfigFiles })
        {
            for (var i = 0; i < files.Count; i++)
            {
                files[i] = (files[i].filename, Process(files[i].filename, files[i].content));
            }
        }
    }

    private SourceText Process(string path, SourceText content)
    {
        var input = content.ToString();
        var reader = MarkupReader.Read(input, options.HasFlag(MarkupOptions.TreatPositionIndicatorsAsCode));
        var text = reader.Output == input ? content : SourceText.From(reader.Output, content.Encoding, content.ChecksumAlgorithm);

        foreach (var position in reader.Positions)
        {
            Expect(UnnamedDescriptor, path, text, new TextSpan(position, 0), DiagnosticLocationOptions.IgnoreLength);
        }

        foreach (var (name, list) in reader.Spans)
        {
            foreach (var span in list)
            {
                if (name.StartsWith('#'))
                {
                    AddLocation(name, LineSpan(path, text, span));
                }
                else
                {
                    Expect(name.Length == 0 ? UnnamedDescriptor : () => NamedDescriptor(name), path, text, span, DiagnosticLocationOptions.None);
                }
            }
        }

        return text;
    }

    private void AddLocation(string name, FileLinePositionSpan span)
    {
        if (!_locations.TryAdd(name, span))
        {
            throw new InvalidOperationException($"The markup location '{name}' occurs more than once in the input.");
        }
    }

    private void Expect(
        Func<DiagnosticResult> describe, string path, SourceText text, TextSpan span, DiagnosticLocationOptions locationOptions)
    {
        if (mode == MarkupMode.Ignore)
        {
            return;
        }

        var expected = describe();
        if (mode == MarkupMode.IgnoreFixable && fixableDiagnostics.Contains(expected.Id))
        {
            return;
        }

        Expected.Add(expected
            .WithMessage(null)
            .WithOptions(DiagnosticOptions.IgnoreAdditionalLocations | DiagnosticOptions.IgnoreSeverity)
            .WithSpan(LineSpan(path, text, span), locationOptions));
    }

    private DiagnosticResult UnnamedDescriptor() =>
        defaultDiagnostic is not null
            ? new DiagnosticResult(defaultDiagnostic)
            : throw new InvalidOperationException(
                "Markup syntax can only omit the diagnostic ID if the first analyzer only supports a single diagnostic.");

    private DiagnosticResult NamedDescriptor(string id)
    {
        var descriptors = supportedDiagnostics.Where(descriptor => descriptor.Id == id).ToArray();
        return descriptors switch
        {
            [] => DiagnosticResult.CompilerError(id),
            [var only] => new DiagnosticResult(only),
            [var first, ..] when options.HasFlag(MarkupOptions.UseFirstDescriptor) => new DiagnosticResult(first),
            _ => throw new InvalidOperationException(
                $"Markup syntax can only use the diagnostic ID '{id}' if one descriptor has it; it has '{descriptors.Length}'."),
        };
    }

    private static FileLinePositionSpan LineSpan(string path, SourceText text, TextSpan span) =>
        new(path, text.Lines.GetLinePositionSpan(span));
}
