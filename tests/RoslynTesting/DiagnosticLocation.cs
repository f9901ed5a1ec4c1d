namespace Microsoft.CodeAnalysis.Testing;

/// <summary>One expected location, and how exactly it is meant.</summary>
public readonly struct DiagnosticLocation(FileLinePositionSpan span, DiagnosticLocationOptions options)
{
    public FileLinePositionSpan Span { get; } = span;

    public DiagnosticLocationOptions Options { get; } = options;
}
