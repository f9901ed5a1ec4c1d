using System.Runtime;

namespace AsyncioSharp.Benchmarks.Measuring;

/// <summary>Runs code until the JIT has nothing left to improve in it.</summary>
internal static class WarmUp
{
    // A method is compiled again after 30 calls, twice (instrumented, then optimized), on a thread that first waits for calm (see the
    // project file). A busy machine gives that thread little time, so one calm round proves nothing.
    private const int Calls = 35;
    private const int CalmRounds = 4;
    private const int MaxRounds = 30;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(125);

    /// <summary>Repeats the short run, which counts calls, and the full one, which heats the paths, until nothing more gets compiled.</summary>
    internal static void Settle(Action shortRun, Action fullRun)
    {
        int calm = 0;
        for (int round = 0; round < MaxRounds && calm < CalmRounds; round++)
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
