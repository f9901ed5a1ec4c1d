using System.Text.Json;

namespace AsyncioSharp.Package.Tests;

/// <summary>Reads the compiler's error log.</summary>
internal static class Sarif
{
    /// <summary>Rule id and line of every result, in file order; suppressed ones left out.</summary>
    internal static (string Id, int Line)[] Read(string path) =>
        [.. ReadAll(path).Where(static result => !result.IsSuppressed).Select(static result => (result.Id, result.Line))];

    /// <summary>What our rules say.</summary>
    internal static string[] ReadMessages(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        return
        [
            .. document.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
                .Where(static result => result.GetProperty("ruleId").GetString()!.StartsWith("AIO", StringComparison.Ordinal))
                .Select(static result => result.GetProperty("message").GetProperty("text").GetString()!),
        ];
    }

    /// <summary>The descriptors of the rules that reported something.</summary>
    internal static (string Id, string Description, string Category, string[] Tags)[] ReadRules(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        return
        [
            .. document.RootElement.GetProperty("runs")[0].GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray()
                .Where(static rule => rule.GetProperty("id").GetString()!.StartsWith("AIO", StringComparison.Ordinal))
                .Select(static rule => (
                    rule.GetProperty("id").GetString()!, rule.GetProperty("fullDescription").GetProperty("text").GetString()!,
                    rule.GetProperty("properties").GetProperty("category").GetString()!,
                    rule.GetProperty("properties").GetProperty("tags").EnumerateArray().Select(static tag => tag.GetString()!).ToArray())),
        ];
    }

    /// <summary>Suppressed ones, too.</summary>
    internal static (string Id, int Line, bool IsSuppressed)[] ReadAll(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        var found = new List<(string Id, int Line, bool IsSuppressed)>();
        foreach (JsonElement result in document.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray())
        {
            string id = result.GetProperty("ruleId").GetString()!;
            int line = result.TryGetProperty("locations", out JsonElement locations) && locations.GetArrayLength() > 0
                ? locations[0].GetProperty("physicalLocation").GetProperty("region").GetProperty("startLine").GetInt32()
                : 0;
            bool isSuppressed = result.TryGetProperty("suppressions", out JsonElement suppressions) && suppressions.GetArrayLength() > 0;
            found.Add((id, line, isSuppressed));
        }

        return [.. found.OrderBy(static item => item.Line).ThenBy(static item => item.Id, StringComparer.Ordinal)];
    }
}
