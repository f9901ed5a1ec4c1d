using System.Globalization;
using System.Text.RegularExpressions;

namespace AsyncioSharp.Benchmarks.Rules;

/// <summary>What one analyzer took, as the compiler reports it (<c>ReportAnalyzer</c>).</summary>
/// <param name="Name">The name of its class.</param>
/// <param name="Ids">The rules that it is for.</param>
/// <param name="Seconds">The time in its own callbacks, on all threads together.</param>
internal sealed partial record AnalyzerTime(string Name, string[] Ids, double Seconds)
{
    /// <summary>Reads the lines of the analyzers; those of assemblies, which are sums, and of generators have no ids.</summary>
    internal static List<AnalyzerTime> Parse(string output) =>
        [.. Line().Matches(output).Select(static match => new AnalyzerTime(
            match.Groups["name"].Value, match.Groups["ids"].Value.Split(", "), double.Parse(match.Groups["seconds"].Value, CultureInfo.InvariantCulture)))];

    // "     0.123     4      Namespace.Class (ID1, ID2)"; little is "<0.001", which counts as that.
    [GeneratedRegex(@"^\s*<?(?<seconds>\d+\.\d+)\s+<?\d+\s+(?<name>[\w.+]+) \((?<ids>[\w, -]+)\)\s*$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
