namespace AsyncioSharp.Benchmarks.Measuring;

/// <summary>One number for many.</summary>
internal static class Statistics
{
    internal static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The mean of ratios: twice as fast and half as fast make 1.</summary>
    internal static double GeometricMean(IEnumerable<double> values) => Math.Exp(values.Average(Math.Log));
}
