using System.Collections.Immutable;
using System.Globalization;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>A diagnostic that a test expects. Every <c>With…</c> returns a changed copy.</summary>
public readonly partial struct DiagnosticResult
{
    public static readonly DiagnosticResult[] EmptyDiagnosticResults = [];

    private readonly Parts? _parts;

    public DiagnosticResult(string id, DiagnosticSeverity severity)
    {
        _parts = new Parts { Id = id, Severity = severity };
    }

    public DiagnosticResult(DiagnosticDescriptor descriptor)
    {
        _parts = new Parts { Id = descriptor.Id, Severity = descriptor.DefaultSeverity, MessageFormat = descriptor.MessageFormat };
    }

    private DiagnosticResult(Parts parts)
    {
        _parts = parts;
    }

    /// <summary>The main location, then the additional ones.</summary>
    public ImmutableArray<DiagnosticLocation> Spans => Content.Spans;

    public DiagnosticSeverity Severity => Content.Severity;

    public DiagnosticOptions Options => Content.Options;

    public string Id => Content.Id;

    public LocalizableString? MessageFormat => Content.MessageFormat;

    public object?[]? MessageArguments => Content.MessageArguments;

    public bool HasLocation => !Spans.IsEmpty;

    /// <summary>Null: either way is right.</summary>
    public bool? IsSuppressed => Content.IsSuppressed;

    /// <summary>The text to compare, or null when it does not matter.</summary>
    public string? Message
    {
        get
        {
            if (Content.IgnoresMessage || Content.Message is not null)
            {
                return Content.Message;
            }

            var format = MessageFormat?.ToString(CultureInfo.InvariantCulture);
            if (format is null || MessageArguments is null)
            {
                // A format with {0} and no arguments stays unformatted: it must not match by accident.
                return format;
            }

            try
            {
                return string.Format(CultureInfo.InvariantCulture, format, MessageArguments);
            }
            catch (FormatException)
            {
                return format;
            }
        }
    }

    private Parts Content => _parts ?? Parts.Nothing;

    public static DiagnosticResult CompilerError(string identifier) => new(identifier, DiagnosticSeverity.Error);

    public static DiagnosticResult CompilerWarning(string identifier) => new(identifier, DiagnosticSeverity.Warning);

    public DiagnosticResult WithSeverity(DiagnosticSeverity severity) => new(Content with { Severity = severity });

    public DiagnosticResult WithOptions(DiagnosticOptions options) => new(Content with { Options = options });

    public DiagnosticResult WithArguments(params object?[] arguments) => new(Content with { MessageArguments = arguments });

    /// <summary>Null: the message does not matter.</summary>
    public DiagnosticResult WithMessage(string? message) => new(Content with { Message = message, IgnoresMessage = message is null });

    public DiagnosticResult WithMessageFormat(LocalizableString messageFormat) => new(Content with { MessageFormat = messageFormat });

    public DiagnosticResult WithIsSuppressed(bool? isSuppressed) => new(Content with { IsSuppressed = isSuppressed });

    public override string ToString() => DiagnosticText.Summary(this);

    /// <summary>A record class, so that copies with one change are one expression.</summary>
    private sealed record Parts
    {
        public static readonly Parts Nothing = new() { Id = "", Severity = DiagnosticSeverity.Hidden };

        public required string Id { get; init; }

        public required DiagnosticSeverity Severity { get; init; }

        public DiagnosticOptions Options { get; init; }

        public ImmutableArray<DiagnosticLocation> Spans { get; init; } = [];

        public LocalizableString? MessageFormat { get; init; }

        public object?[]? MessageArguments { get; init; }

        public string? Message { get; init; }

        public bool IgnoresMessage { get; init; }

        public bool? IsSuppressed { get; init; }
    }
}
