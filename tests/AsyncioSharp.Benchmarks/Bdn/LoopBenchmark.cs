using AsyncioSharp.Benchmarks.Measuring;
using BenchmarkDotNet.Attributes;

namespace AsyncioSharp.Benchmarks.Bdn;

/// <summary>A class of benchmarks that run many operations in one run of a loop, or of a peer.</summary>
[MemoryDiagnoser]
public abstract class LoopBenchmark
{
    /// <summary>So many that starting a loop does not count.</summary>
    protected const int Operations = 10_000;

    private static readonly RunOptions s_options = new() { HandleInterrupt = false };

    private protected static double OnLoop(Func<int, Coroutine<Cost>> body) => Asyncio.Run(body(Operations), s_options).Nanoseconds;

    private protected static double OnPool(Func<int, Task<Cost>> body) => Task.Run(() => body(Operations)).GetAwaiter().GetResult().Nanoseconds;

    private protected static double OnPump(Func<int, Task<Cost>> body) => Net.Pump.Run(() => body(Operations)).Nanoseconds;
}
