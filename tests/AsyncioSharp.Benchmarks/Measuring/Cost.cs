namespace AsyncioSharp.Benchmarks.Measuring;

/// <summary>What a run took: time on the wall, time of the processor (all threads of the process), and bytes allocated.</summary>
/// <remarks>On a quiet machine both times agree for code that does not wait; on a busy one only the processor's is about the code.</remarks>
internal readonly record struct Cost(double Nanoseconds, double CpuNanoseconds, double Bytes)
{
    internal static Cost Worst { get; } = new(double.MaxValue, double.MaxValue, double.MaxValue);

    public static Cost operator +(Cost left, Cost right) => left.Combine(right, static (a, b) => a + b);

    public static Cost operator /(Cost cost, double operations) =>
        new(cost.Nanoseconds / operations, cost.CpuNanoseconds / operations, cost.Bytes / operations);

    /// <summary>The lowest of each.</summary>
    internal static Cost Best(Cost left, Cost right) => left.Combine(right, Math.Min);

    /// <summary>The median of each.</summary>
    internal static Cost Median(IReadOnlyCollection<Cost> costs) => new(
        Statistics.Median(costs.Select(static c => c.Nanoseconds)),
        Statistics.Median(costs.Select(static c => c.CpuNanoseconds)),
        Statistics.Median(costs.Select(static c => c.Bytes)));

    private Cost Combine(Cost other, Func<double, double, double> how) => new(
        how(Nanoseconds, other.Nanoseconds), how(CpuNanoseconds, other.CpuNanoseconds), how(Bytes, other.Bytes));
}
