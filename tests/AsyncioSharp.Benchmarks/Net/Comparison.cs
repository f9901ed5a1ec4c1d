using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Net;

/// <summary>One operation, done by us and by the peers.</summary>
/// <param name="Name">The operation.</param>
/// <param name="Operations">How many a run has.</param>
/// <param name="Contestants">We come first.</param>
internal sealed record Comparison(string Name, int Operations, params Contestant[] Contestants)
{
    /// <summary>Runs everybody in turn, round after round: what disturbs the machine disturbs all of them.</summary>
    /// <returns>The medians, in the order of the contestants.</returns>
    internal Cost[] Measure(int rounds)
    {
        foreach (Contestant contestant in Contestants)
        {
            WarmUp.Settle(() => contestant.Run(Operations / 10), () => contestant.Run(Operations));
        }

        var costs = new Cost[Contestants.Length][];
        for (int i = 0; i < costs.Length; i++)
        {
            costs[i] = new Cost[rounds];
        }

        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < costs.Length; i++)
            {
                costs[i][round] = Contestants[i].Run(Operations) / Operations;
            }
        }

        return Array.ConvertAll(costs, Cost.Median);
    }
}
