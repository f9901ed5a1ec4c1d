using AsyncioSharp.Benchmarks.Micro;
using AsyncioSharp.Benchmarks.Net;
using BenchmarkDotNet.Attributes;

namespace AsyncioSharp.Benchmarks.Bdn;

/// <summary>An item there and back between two tasks.</summary>
public class QueueBenchmarks : LoopBenchmark
{
    [Benchmark(OperationsPerInvoke = Operations, Baseline = true)]
    public double Loop() => OnLoop(Queues.PingPong);

    [Benchmark(OperationsPerInvoke = Operations)]
    public double ChannelOnPool() => OnPool(TaskQueues.PingPong);

    [Benchmark(OperationsPerInvoke = Operations)]
    public double ChannelOnOneThread() => OnPump(TaskQueues.PingPong);
}
