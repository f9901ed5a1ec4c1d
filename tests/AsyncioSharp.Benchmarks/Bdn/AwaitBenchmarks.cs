using AsyncioSharp.Benchmarks.Micro;
using AsyncioSharp.Benchmarks.Net;
using BenchmarkDotNet.Attributes;

namespace AsyncioSharp.Benchmarks.Bdn;

/// <summary>Awaits that do not suspend.</summary>
public class AwaitBenchmarks : LoopBenchmark
{
    [Benchmark(OperationsPerInvoke = Operations, Baseline = true)]
    public double Coroutine() => OnLoop(Awaits.Completed);

    [Benchmark(OperationsPerInvoke = Operations)]
    public double ValueTask() => OnPool(TaskAwaits.CompletedValueTask);

    [Benchmark(OperationsPerInvoke = Operations)]
    public double Task() => OnPool(TaskAwaits.CompletedTask);
}
