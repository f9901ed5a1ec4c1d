using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <content>Locations: lines and columns count from one, as the compiler prints them.</content>
public readonly partial struct DiagnosticResult
{
    public DiagnosticResult WithNoLocation() => new(Content with { Spans = [] });

    public DiagnosticResult WithLocation(int line, int column) => WithLocation("", line, column);

    public DiagnosticResult WithLocation(LinePosition location) => WithLocation("", location);

    public DiagnosticResult WithLocation(string path, int line, int column) =>
        WithLocation(path, new LinePosition(line - 1, column - 1));

    public DiagnosticResult WithLocation(string path, LinePosition location) =>
        WithLocation(path, location, DiagnosticLocationOptions.None);

    public DiagnosticResult WithLocation(string path, LinePosition location, DiagnosticLocationOptions options) =>
        Append(new FileLinePositionSpan(path, location, location), options | DiagnosticLocationOptions.IgnoreLength);

    /// <summary>The location named <c>{|#0:…|}</c>; repeated calls add additional locations.</summary>
    public DiagnosticResult WithLocation(int markupKey) => WithLocation(markupKey, DiagnosticLocationOptions.None);

    public DiagnosticResult WithLocation(int markupKey, DiagnosticLocationOptions options) =>
        Append(
            new FileLinePositionSpan("#" + markupKey, LinePosition.Zero, LinePosition.Zero),
            options | DiagnosticLocationOptions.InterpretAsMarkupKey);

    public DiagnosticResult WithSpan(int startLine, int startColumn, int endLine, int endColumn) =>
        WithSpan("", startLine, startColumn, endLine, endColumn);

    public DiagnosticResult WithSpan(string path, int startLine, int startColumn, int endLine, int endColumn) =>
        WithSpan(new FileLinePositionSpan(
            path,
            new LinePosition(startLine - 1, startColumn - 1),
            new LinePosition(endLine - 1, endColumn - 1)));

    public DiagnosticResult WithSpan(FileLinePositionSpan span) => WithSpan(span, DiagnosticLocationOptions.None);

    public DiagnosticResult WithSpan(FileLinePositionSpan span, DiagnosticLocationOptions options) => Append(span, options);

    public DiagnosticResult WithDefaultPath(string path) =>
        WithEachLocation(location => location.Span.Path.Length > 0
            ? location
            : new DiagnosticLocation(new FileLinePositionSpan(path, location.Span.Span), location.Options));

    public DiagnosticResult WithLineOffset(int offset) => WithEachLocation(location => MoveDown(location, offset));

    /// <summary>Moves only the locations in files for which <paramref name="isMoved"/> is true.</summary>
    internal DiagnosticResult WithLineOffset(int offset, Func<string, bool> isMoved) =>
        WithEachLocation(location => isMoved(location.Span.Path) ? MoveDown(location, offset) : location);

    /// <summary>Replaces markup keys by the places that they name.</summary>
    internal DiagnosticResult WithMarkupLocations(IReadOnlyDictionary<string, FileLinePositionSpan> locations) =>
        WithEachLocation(location =>
        {
            if (!location.Options.HasFlag(DiagnosticLocationOptions.InterpretAsMarkupKey))
            {
                return location;
            }

            if (!locations.TryGetValue(location.Span.Path, out var span))
            {
                throw new InvalidOperationException($"The markup location '{location.Span.Path}' was not found in the input.");
            }

            return new DiagnosticLocation(span, location.Options & ~DiagnosticLocationOptions.InterpretAsMarkupKey);
        });

    private static DiagnosticLocation MoveDown(DiagnosticLocation location, int offset)
    {
        var span = location.Span;
        return new DiagnosticLocation(
            new FileLinePositionSpan(
                span.Path,
                new LinePosition(span.StartLinePosition.Line + offset, span.StartLinePosition.Character),
                new LinePosition(span.EndLinePosition.Line + offset, span.EndLinePosition.Character)),
            location.Options);
    }

    private DiagnosticResult Append(FileLinePositionSpan span, DiagnosticLocationOptions options) =>
        new(Content with { Spans = Spans.Add(new DiagnosticLocation(span, options)) });

    private DiagnosticResult WithEachLocation(Func<DiagnosticLocation, DiagnosticLocation> change) =>
        new(Content with { Spans = [.. Spans.Select(change)] });
}
