using System.Numerics;

namespace AsyncioSharp.Benchmarks.Tree;

/// <summary>
/// A tree of tasks, six levels of six branches: 46,656 leaves, 55,986 tasks. Lives over all runs, so that its cache is full from the second
/// one on.
/// </summary>
internal sealed class TaskTree(Workload workload, bool useGroups)
{
    internal const int Tasks = 55_986;

    private const int Levels = 6;
    private const int Branches = 6;
    private const int CachedPercent = 90;
    private const double CpuShare = 0.5;
    private const int FactorialOf = 500;
    private const double IoSeconds = 0.05;

    private readonly Dictionary<int, bool> _cache = [];
    private readonly MersenneTwister _random = new(0);

    /// <summary>Sleeps in the last run.</summary>
    internal int Sleeps { get; private set; }

    /// <summary>What was computed last: a result that somebody can see is not optimized away.</summary>
    internal BigInteger Computed { get; private set; }

    internal async Coroutine Run()
    {
        Sleeps = 0;
        await (useGroups ? Group(Levels) : Gather(Levels));
    }

    private async Coroutine Gather(int level)
    {
        if (level == 0)
        {
            await Work();
            return;
        }

        var branches = new Coroutine[Branches];
        for (int i = 0; i < Branches; i++)
        {
            branches[i] = Gather(level - 1);
        }

        await Asyncio.Gather(branches);
    }

    private async Coroutine Group(int level)
    {
        if (level == 0)
        {
            await Work();
            return;
        }

        await TaskGroup.Run(group =>
        {
            for (int i = 0; i < Branches; i++)
            {
                group.CreateTask(Group(level - 1));
            }

            return Coroutine.Completed;
        });
    }

    private Coroutine Work() => workload switch
    {
        Workload.None => Nothing(),
        Workload.Io => MockIo(),
        Workload.Memoization => Memoization(),
        _ => CpuIoMixed(),
    };

#pragma warning disable CS1998 // One coroutine call per leaf, as in the other variants.
    private static async Coroutine Nothing()
    {
    }
#pragma warning restore CS1998

    private async Coroutine MockIo()
    {
        Sleeps++;
        await Asyncio.Sleep(IoSeconds);
    }

    private async Coroutine Memoization()
    {
        int data = _random.NextPercent();
        if (data <= CachedPercent && !_cache.TryAdd(data, true))
        {
            return;
        }

        await MockIo();
    }

    private async Coroutine CpuIoMixed()
    {
        if (_random.NextDouble() < CpuShare)
        {
            Computed = Factorial.Of(FactorialOf);
            return;
        }

        await Memoization();
    }
}
