using AsyncioSharp.Benchmarks.Micro;
using AsyncioSharp.Benchmarks.Net;
using BenchmarkDotNet.Attributes;

namespace AsyncioSharp.Benchmarks.Bdn;

/// <summary>A task from creation to its await.</summary>
public class SpawnBenchmarks : LoopBenchmark
{
    [Benchmark(OperationsPerInvoke = Operations, Baseline = true)]
    public double Loop() => OnLoop(Tasks.CreateAwait);

    [Benchmark(OperationsPerInvoke = Operations)]
    public double TaskRun() => OnPool(TaskSpawns.RunAwait);

    [Benchmark(OperationsPerInvoke = Operations)]
    public double TaskOnOneThread() => OnPump(TaskSpawns.YieldAwait);
}
