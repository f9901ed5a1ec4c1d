using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Compare;

/// <summary>All rows, who took part, and where it was measured.</summary>
internal sealed record ComparisonReport(IReadOnlyList<string> Peers, IReadOnlyList<ComparedRow> Rows, string Clock)
{
    /// <summary>The mean of the ratios, over the benchmarks that the peer has; null when it has none.</summary>
    internal double? Mean(int peer)
    {
        double[] ratios = [.. Rows.Select(row => row.Ratio(peer)).OfType<double>()];
        return ratios.Length == 0 ? null : Statistics.GeometricMean(ratios);
    }

    /// <summary>One sentence about machine, versions and date.</summary>
    internal string Setting =>
        $"{Machine.Describe()}; {Clock} time, best of all rounds, in turn; {DateTime.UtcNow.ToString("yyyy-MM-dd", null)}.";
}
