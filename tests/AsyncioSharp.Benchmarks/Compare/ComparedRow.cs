using AsyncioSharp.Benchmarks.Measuring;

namespace AsyncioSharp.Benchmarks.Compare;

/// <summary>The result of one benchmark: ours, and what each peer took.</summary>
internal sealed record ComparedRow(string Name, Cost Ours, IReadOnlyList<Times?> Peers, bool UsesCpu)
{
    internal double OurTime => UsesCpu ? Ours.CpuNanoseconds : Ours.Nanoseconds;

    internal double? PeerTime(int peer) => Peers[peer]?.On(UsesCpu);

    /// <summary>How many times as long the peer takes; null when it does not have the benchmark.</summary>
    internal double? Ratio(int peer) => PeerTime(peer) / OurTime;

    /// <summary>Measures in turn, ours last in each round, and keeps the best of each.</summary>
    internal static ComparedRow Measure(Subject subject, IReadOnlyList<Peer> peers, int rounds, bool useCpu)
    {
        subject.WarmUp();
        Cost ours = Cost.Worst;
        var times = new Times?[peers.Count];
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < times.Length; i++)
            {
                times[i] = Times.Best(times[i], peers[i].Measure(subject.Name));
            }

            ours = Cost.Best(ours, subject.Measure());
        }

        return new ComparedRow(subject.Name, ours, times, useCpu);
    }
}
