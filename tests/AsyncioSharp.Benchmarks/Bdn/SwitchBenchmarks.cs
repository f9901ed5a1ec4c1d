using AsyncioSharp.Benchmarks.Net;
using BenchmarkDotNet.Attributes;

namespace AsyncioSharp.Benchmarks.Bdn;

/// <summary>Two tasks that give way in turn.</summary>
public class SwitchBenchmarks : LoopBenchmark
{
    [Benchmark(OperationsPerInvoke = Operations, Baseline = true)]
    public double Loop() => OnLoop(LoopBodies.SwitchTwo);

    [Benchmark(OperationsPerInvoke = Operations)]
    public double TaskOnPool() => OnPool(TaskSwitches.Two);

    [Benchmark(OperationsPerInvoke = Operations)]
    public double TaskOnOneThread() => OnPump(TaskSwitches.Two);
}
