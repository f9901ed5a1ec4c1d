namespace AsyncioSharp.Benchmarks.Measuring;

/// <summary>What a run took: time, and bytes allocated.</summary>
internal readonly record struct Cost(double Nanoseconds, double Bytes)
{
    public static Cost operator +(Cost left, Cost right) => new(left.Nanoseconds + right.Nanoseconds, left.Bytes + right.Bytes);

    public static Cost operator /(Cost cost, double operations) => new(cost.Nanoseconds / operations, cost.Bytes / operations);
}
