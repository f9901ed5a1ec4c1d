using AsyncioSharp.Benchmarks.Micro;
using AsyncioSharp.Benchmarks.Net;
using BenchmarkDotNet.Attributes;

namespace AsyncioSharp.Benchmarks.Bdn;

/// <summary>Sleeps of 1 ms side by side.</summary>
public class TimerBenchmarks : LoopBenchmark
{
    [Benchmark(OperationsPerInvoke = Operations, Baseline = true)]
    public double Loop() => OnLoop(Timers.SleepingTasks);

    [Benchmark(OperationsPerInvoke = Operations)]
    public double TaskDelay() => OnPool(TaskSpawns.DelayAll);
}
