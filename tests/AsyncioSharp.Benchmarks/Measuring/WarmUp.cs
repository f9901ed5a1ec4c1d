using System.Runtime;

namespace AsyncioSharp.Benchmarks.Measuring;

/// <summary>Runs code until the JIT has nothing left to improve in it.</summary>
internal static class WarmUp
{
    // A method is compiled again after 30 calls, twice (instrumented, then optimized), on a thread that waits 100 ms for calm.
    private const int Calls = 35;
    private const int MaxRounds = 12;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(130);

    /// <summary>Repeats the short run, which counts calls, and the full one, which heats the paths, until nothing more gets compiled.</summary>
    internal static void Settle(Action shortRun, Action fullRun)
    {
        int calm = 0;
        for (int round = 0; round < MaxRounds && calm < 2; round++)
        {
            long compiled = JitInfo.GetCompiledMethodCount();
            for (int i = 0; i < Calls; i++)
            {
                shortRun();
            }

            fullRun();
            Thread.Sleep(s_pause);
            calm = JitInfo.GetCompiledMethodCount() == compiled ? calm + 1 : 0;
        }

        GC.Collect();
    }
}
