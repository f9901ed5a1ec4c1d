namespace AsyncioSharp.Benchmarks.Tree;

/// <summary>What a leaf of the tree does.</summary>
internal enum Workload
{
    /// <summary>Returns at once.</summary>
    None,

    /// <summary>Sleeps 50 ms, as if it waited for I/O.</summary>
    Io,

    /// <summary>Mostly finds its value in a cache, else sleeps.</summary>
    Memoization,

    /// <summary>Half of them compute a factorial, the others do as <see cref="Memoization"/>.</summary>
    CpuIoMixed,
}
