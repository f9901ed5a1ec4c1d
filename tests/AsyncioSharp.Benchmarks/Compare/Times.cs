namespace AsyncioSharp.Benchmarks.Compare;

/// <summary>Nanoseconds of an operation, on the wall and of the processor.</summary>
internal readonly record struct Times(double Wall, double Cpu)
{
    /// <summary>The better of two rounds.</summary>
    internal static Times? Best(Times? left, Times? right) =>
        left is { } a && right is { } b ? new Times(Math.Min(a.Wall, b.Wall), Math.Min(a.Cpu, b.Cpu)) : left ?? right;

    internal double On(bool cpu) => cpu ? Cpu : Wall;
}
