using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Micro;

/// <summary>One operation of the loop. The body does it <paramref name="Operations"/> times and says what that took.</summary>
/// <param name="Name">The name, the same as in <c>python/micro.py</c>.</param>
/// <param name="Operations">How many operations a run has.</param>
/// <param name="Body">The run.</param>
internal sealed record MicroBenchmark(string Name, int Operations, Func<int, Coroutine<Cost>> Body)
{
    private static readonly RunOptions s_options = new() { HandleInterrupt = false };

    // At most one of the largest batches, and together about as long as a full run.
    private int ShortOperations => Math.Min(1000, Operations / 30);

    internal void Settle() => WarmUp.Settle(() => RunOnce(ShortOperations), () => RunOnce(Operations));

    /// <summary>The best of some runs, each on a loop of its own; what one operation took.</summary>
    internal Cost Best(int runs)
    {
        Cost best = Cost.Worst;
        for (int i = 0; i < runs; i++)
        {
            best = Cost.Best(best, RunOnce(Operations));
        }

        return best / Operations;
    }

    /// <summary>One run under other options; what one operation took.</summary>
    internal Cost Once(RunOptions options) => Asyncio.Run(Body(Operations), options) / Operations;

    private Cost RunOnce(int operations) => Asyncio.Run(Body(operations), s_options);
}
