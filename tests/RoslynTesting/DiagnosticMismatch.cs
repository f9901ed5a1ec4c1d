using System.Reflection;
using System.Text.Json;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>The first thing that differs between an expected and a reported diagnostic. Null means equal: one rule for matching and for messages.</summary>
internal static class DiagnosticMismatch
{
    // The arguments of a diagnostic are not public; the formatted message alone cannot tell them from the format.
    private static readonly PropertyInfo s_arguments =
        typeof(Diagnostic).GetProperty("Arguments", BindingFlags.Instance | BindingFlags.NonPublic) ??
        throw new InvalidOperationException("This version of Roslyn keeps the arguments of a diagnostic elsewhere.");

    public static string? Find(DiagnosticResult expected, Diagnostic actual) =>
        FindInLocations(expected, actual) ??
        FindInIdentity(expected, actual) ??
        FindInMessage(expected, actual);

    private static string? FindInIdentity(DiagnosticResult expected, Diagnostic actual)
    {
        if (expected.Id != actual.Id)
        {
            return $"Expected diagnostic id to be \"{expected.Id}\" was \"{actual.Id}\"";
        }

        if (!expected.Options.HasFlag(DiagnosticOptions.IgnoreSeverity) && expected.Severity != actual.Severity)
        {
            return $"Expected diagnostic severity to be \"{expected.Severity}\" was \"{actual.Severity}\"";
        }

        return expected.IsSuppressed is { } isSuppressed && isSuppressed != actual.IsSuppressed
            ? $"Expected diagnostic suppression to be \"{isSuppressed}\" was \"{actual.IsSuppressed}\""
            : null;
    }

    private static string? FindInMessage(DiagnosticResult expected, Diagnostic actual)
    {
        if (expected.Message is { } message && message != actual.GetMessage())
        {
            return $"Expected diagnostic message to be \"{message}\" was \"{actual.GetMessage()}\"";
        }

        if (expected.MessageArguments is not { Length: > 0 } arguments)
        {
            return null;
        }

        var wanted = Join(arguments);
        var found = Join(ArgumentsOf(actual));
        return wanted == found ? null : $"Expected diagnostic arguments to be {wanted} were {found}";
    }

    public static IReadOnlyList<object?> ArgumentsOf(Diagnostic diagnostic) => (IReadOnlyList<object?>?)s_arguments.GetValue(diagnostic) ?? [];

    private static string Join(IEnumerable<object?> arguments) => string.Join(", ", arguments.Select(argument => $"\"{argument}\""));

    private static string? FindInLocations(DiagnosticResult expected, Diagnostic actual)
    {
        if (!expected.HasLocation)
        {
            return actual.Location == Location.None ? null : "Expected a project diagnostic with no location";
        }

        if (actual.Location == Location.None)
        {
            return "Expected a diagnostic with a location but it has none";
        }

        if (FindInLocation(expected.Spans[0], actual.Location) is { } mismatch)
        {
            return mismatch;
        }

        if (expected.Options.HasFlag(DiagnosticOptions.IgnoreAdditionalLocations))
        {
            return null;
        }

        var additional = expected.Spans.RemoveAt(0);
        if (additional.Length != actual.AdditionalLocations.Count)
        {
            return $"Expected \"{additional.Length}\" additional locations but got \"{actual.AdditionalLocations.Count}\"";
        }

        for (var i = 0; i < additional.Length; i++)
        {
            if (FindInLocation(additional[i], actual.AdditionalLocations[i]) is { } different)
            {
                return $"Additional location {i}: {different}";
            }
        }

        return FindInUnnecessaryCode(expected, actual);
    }

    private static string? FindInLocation(DiagnosticLocation expected, Location actual)
    {
        var wanted = expected.Span;
        var found = actual.GetLineSpan();
        if (wanted.Path != found.Path)
        {
            return $"Expected diagnostic to be in file \"{wanted.Path}\" was in \"{found.Path}\"";
        }

        return Position("start", "line", wanted.StartLinePosition.Line, found.StartLinePosition.Line) ??
            Position("start", "column", wanted.StartLinePosition.Character, found.StartLinePosition.Character) ??
            (expected.Options.HasFlag(DiagnosticLocationOptions.IgnoreLength)
                ? null
                : Position("end", "line", wanted.EndLinePosition.Line, found.EndLinePosition.Line) ??
                    Position("end", "column", wanted.EndLinePosition.Character, found.EndLinePosition.Character));
    }

    private static string? Position(string edge, string axis, int expected, int actual) =>
        expected == actual
            ? null
            : $"Expected diagnostic to {edge} {(axis == "line" ? "on" : "at")} {axis} \"{expected + 1}\" was \"{actual + 1}\"";

    /// <summary>An analyzer marks additional locations to fade by listing their indices in a property.</summary>
    private static string? FindInUnnecessaryCode(DiagnosticResult expected, Diagnostic actual)
    {
        var wanted = expected.Spans
            .Skip(1)
            .Select((location, index) => (location, index))
            .Where(item => item.location.Options.HasFlag(DiagnosticLocationOptions.UnnecessaryCode))
            .Select(item => item.index)
            .ToArray();
        var found = actual.Properties.GetValueOrDefault(WellKnownDiagnosticTags.Unnecessary) is { } json
            ? JsonSerializer.Deserialize<int[]>(json) ?? []
            : [];
        return wanted.SequenceEqual(found)
            ? null
            : $"Expected unnecessary code at additional locations \"{string.Join(", ", wanted)}\" was at \"{string.Join(", ", found)}\"";
    }
}
