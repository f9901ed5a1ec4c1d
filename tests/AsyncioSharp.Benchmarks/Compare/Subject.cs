using AsyncioSharp.Benchmarks.Measuring;
using AsyncioSharp.Benchmarks.Micro;
using AsyncioSharp.Benchmarks.Tree;

namespace AsyncioSharp.Benchmarks.Compare;

/// <summary>A benchmark of ours that the peers' scripts have too.</summary>
/// <param name="Name">The name in the scripts.</param>
/// <param name="WarmUp">Compiles.</param>
/// <param name="Measure">One round.</param>
internal sealed record Subject(string Name, Action WarmUp, Func<Cost> Measure)
{
    internal static IReadOnlyList<Subject> All { get; } = [.. MicroBenchmarks.All.Select(OfMicro), .. TreeVariant.All.Select(OfTree)];

    private static Subject OfMicro(MicroBenchmark benchmark) => new(benchmark.Name, benchmark.Settle, () => benchmark.Best(5));

    // Trees warm up in each round: the first run of a tree fills its cache.
    private static Subject OfTree(TreeVariant variant) =>
        new("async_tree_" + variant.Name, static () => { }, () => TreeRun.Measure(variant, repeat: 3).PerTask);
}
