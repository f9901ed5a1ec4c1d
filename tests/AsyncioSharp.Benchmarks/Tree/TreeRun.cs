using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Tree;

/// <summary>What the runs of a variant took.</summary>
internal sealed record TreeRun(Cost[] Costs, int Sleeps)
{
    // Compiling ends within a few runs, with a pause after each for the compiler's thread; the first one fills the cache.
    private const int WarmUpRuns = 6;

    /// <summary>The best time of a task.</summary>
    internal Cost PerTask => Costs.Aggregate(Cost.Best) / TaskTree.Tasks;

    /// <summary>The best and the median time of a run.</summary>
    internal (double Best, double Median) Seconds =>
        (Costs.Min(static c => c.Nanoseconds) / 1e9, Statistics.Median(Costs.Select(static c => c.Nanoseconds)) / 1e9);

    /// <summary>Runs one tree on one loop, as the original does.</summary>
    internal static TreeRun Measure(TreeVariant variant, int repeat, int warmUp = WarmUpRuns)
    {
        async Coroutine<TreeRun> Main()
        {
            Asyncio.RunningLoop.EagerTasks = variant.IsEager;
            TaskTree tree = variant.CreateTree();
            for (int i = 0; i < warmUp; i++)
            {
                await tree.Run();
                await Asyncio.Sleep(0.125);
            }

            var costs = new Cost[repeat];
            for (int i = 0; i < repeat; i++)
            {
                var meter = Meter.Start();
                await tree.Run();
                costs[i] = meter.Stop();
            }

            return new TreeRun(costs, tree.Sleeps);
        }

        return Asyncio.Run(Main(), new RunOptions { HandleInterrupt = false });
    }
}
