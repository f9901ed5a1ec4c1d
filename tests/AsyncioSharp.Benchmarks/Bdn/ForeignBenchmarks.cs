using AsyncioSharp.Benchmarks.Net;
using BenchmarkDotNet.Attributes;

namespace AsyncioSharp.Benchmarks.Bdn;

/// <summary>Awaits of what the pool completes, in 100 tasks.</summary>
public class ForeignBenchmarks : LoopBenchmark
{
    [Benchmark(OperationsPerInvoke = Operations, Baseline = true)]
    public double Loop() => OnLoop(LoopBodies.ForeignHundred);

    [Benchmark(OperationsPerInvoke = Operations)]
    public double TaskOnPool() => OnPool(TaskForeign.Hundred);

    [Benchmark(OperationsPerInvoke = Operations)]
    public double TaskOnOneThread() => OnPump(TaskForeign.Hundred);
}
