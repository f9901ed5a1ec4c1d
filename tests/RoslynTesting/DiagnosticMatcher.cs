using System.Collections.Immutable;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Pairs expected with reported diagnostics: exact matches first, then what is left in order.</summary>
internal sealed class DiagnosticMatcher(
    DiagnosticText text, IVerifier verifier, Action<Diagnostic, DiagnosticResult, IVerifier>? furtherCheck)
{
    public void Verify(ImmutableArray<DiagnosticResult> expected, ImmutableArray<Diagnostic> actual)
    {
        var missing = new List<DiagnosticResult>();
        var surplus = actual.ToList();
        var pairs = new List<(Diagnostic Actual, DiagnosticResult Expected)>();

        // A loose expectation must not take the diagnostic that a strict one needs.
        foreach (var result in expected.OrderBy(Looseness))
        {
            var index = surplus.FindIndex(diagnostic => DiagnosticMismatch.Find(result, diagnostic) is null);
            if (index < 0)
            {
                missing.Add(result);
                continue;
            }

            pairs.Add((surplus[index], result));
            surplus.RemoveAt(index);
        }

        if (missing.Count != surplus.Count)
        {
            verifier.Fail(
                $"Mismatch between number of diagnostics returned, expected \"{expected.Length}\" actual \"{actual.Length}\"" +
                text.List("Expected but not reported", missing) +
                text.List("Reported but not expected", surplus));
        }

        missing = [.. missing.OrderBy(result => result.HasLocation ? result.Spans[0].Span.StartLinePosition : default)];
        for (var i = 0; i < missing.Count; i++)
        {
            verifier.Fail(
                DiagnosticMismatch.Find(missing[i], surplus[i]) +
                text.List("Expected diagnostic", [missing[i]]) +
                text.List("Actual diagnostic", [surplus[i]]));
        }

        foreach (var (diagnostic, result) in pairs)
        {
            furtherCheck?.Invoke(diagnostic, result, verifier);
        }
    }

    private static int Looseness(DiagnosticResult result) =>
        (result.Message is null ? 4 : 0) +
        (result.Options == DiagnosticOptions.None ? 0 : 2) +
        (result.Spans.Any(location => location.Options.HasFlag(DiagnosticLocationOptions.IgnoreLength)) ? 1 : 0);
}
