using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Diagnostics for people: the place in the source, and test code that can be pasted.</summary>
internal sealed class DiagnosticText
{
    private readonly ImmutableArray<DiagnosticAnalyzer> _analyzers;
    private readonly Dictionary<string, SourceText> _sources = [];
    private readonly string _defaultPath;

    private DiagnosticText(ImmutableArray<DiagnosticAnalyzer> analyzers, string defaultPath)
    {
        _analyzers = analyzers;
        _defaultPath = defaultPath;
    }

    public static async Task<DiagnosticText> CreateAsync(
        Solution solution, ImmutableArray<DiagnosticAnalyzer> analyzers, string defaultPath, CancellationToken cancellationToken)
    {
        var text = new DiagnosticText(analyzers, defaultPath);
        foreach (var document in solution.Projects.SelectMany(project => project.Documents))
        {
            text._sources[document.FilePath ?? document.Name] = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        }

        return text;
    }

    public static string Summary(DiagnosticResult result)
    {
        var place = result.HasLocation ? $"{result.Spans[0].Span.Path}({Start(result.Spans[0].Span)}): " : "";
        return $"{place}{Severity(result.Severity)} {result.Id}: {result.Message}";
    }

    public string List(string title, IReadOnlyCollection<DiagnosticResult> results) =>
        List(title, [.. results.Select(result => Describe(
            Summary(result), Head(result.Id, result.Severity), [.. result.Spans.Select(location => location.Span)], result.MessageArguments ?? [], null))]);

    public string List(string title, IReadOnlyCollection<Diagnostic> diagnostics) =>
        List(title, [.. diagnostics.Select(Describe)]);

    private static string List(string title, ImmutableArray<string> items) =>
        items.IsEmpty ? "" : $"{Environment.NewLine}{Environment.NewLine}{title}:{Environment.NewLine}{string.Join(Environment.NewLine, items)}";

    private string Describe(Diagnostic diagnostic)
    {
        var spans = diagnostic.AdditionalLocations.Prepend(diagnostic.Location)
            .Where(location => location != Location.None)
            .Select(location => location.GetLineSpan())
            .ToImmutableArray();
        var place = spans.IsEmpty ? "" : $"{spans[0].Path}({Start(spans[0])}): ";
        return Describe(
            $"{place}{Severity(diagnostic.Severity)} {diagnostic.Id}: {diagnostic.GetMessage()}",
            Head(diagnostic.Id, diagnostic.Severity),
            spans,
            DiagnosticMismatch.ArgumentsOf(diagnostic),
            diagnostic.IsSuppressed ? ".WithIsSuppressed(true)" : null);
    }

    private string Describe(
        string summary, string head, ImmutableArray<FileLinePositionSpan> spans, IReadOnlyList<object?> arguments, string? tail)
    {
        var text = new StringBuilder();
        foreach (var line in summary.Split('\n'))
        {
            text.Append("// ").AppendLine(line.TrimEnd('\r'));
        }

        if (!spans.IsEmpty && _sources.TryGetValue(spans[0].Path, out var source))
        {
            AppendUnderlined(text, source, spans[0].Span);
        }

        text.Append(head);
        foreach (var span in spans)
        {
            text.Append(".WithSpan(");
            if (span.Path != _defaultPath)
            {
                text.Append('"').Append(span.Path).Append("\", ");
            }

            text.Append(Start(span).Replace(",", ", ")).Append(", ")
                .Append(span.EndLinePosition.Line + 1).Append(", ").Append(span.EndLinePosition.Character + 1).Append(')');
        }

        if (arguments.Count > 0)
        {
            text.Append(".WithArguments(").AppendJoin(", ", arguments.Select(argument => $"\"{argument}\"")).Append(')');
        }

        return text.Append(tail).Append(',').ToString();
    }

    private static void AppendUnderlined(StringBuilder text, SourceText source, LinePositionSpan span)
    {
        if (span.Start.Line >= source.Lines.Count)
        {
            return;
        }

        var line = source.Lines[span.Start.Line].ToString();
        var end = span.End.Line == span.Start.Line ? span.End.Character : line.Length;
        text.Append("//     ").AppendLine(line.Replace('\t', ' '));
        text.Append("//     ").Append(' ', span.Start.Character).Append('^', Math.Max(1, end - span.Start.Character)).AppendLine();
    }

    /// <summary>The expression that makes an expected diagnostic of this id and severity.</summary>
    private string Head(string id, DiagnosticSeverity severity)
    {
        var all = _analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).ToArray();
        if (all.FirstOrDefault(descriptor => descriptor.Id == id) is not { } descriptor)
        {
            return severity switch
            {
                DiagnosticSeverity.Error => $"DiagnosticResult.CompilerError(\"{id}\")",
                DiagnosticSeverity.Warning => $"DiagnosticResult.CompilerWarning(\"{id}\")",
                _ => $"new DiagnosticResult(\"{id}\", DiagnosticSeverity.{severity})",
            };
        }

        return (all.Length == 1 ? "VerifyCS.Diagnostic()" : $"VerifyCS.Diagnostic(\"{id}\")") +
            (descriptor.DefaultSeverity == severity ? "" : $".WithSeverity(DiagnosticSeverity.{severity})");
    }

    private static string Start(FileLinePositionSpan span) => $"{span.StartLinePosition.Line + 1},{span.StartLinePosition.Character + 1}";

    private static string Severity(DiagnosticSeverity severity) => severity.ToString().ToLowerInvariant();
}
