namespace AsyncioSharp.Testing;

/// <summary>
/// How a <see cref="VirtualNetwork"/> behaves. Everything random in it comes from the seed of the run. A segment is what one write sends,
/// or a part of it when <see cref="MaxSegmentLength"/> is smaller.
/// </summary>
public sealed record VirtualNetworkOptions
{
    /// <summary>
    /// Without delays and faults: what is written arrives whole in the next iteration. The default of a run without a seed.
    /// </summary>
    public static VirtualNetworkOptions Ideal { get; } = new();

    /// <summary>
    /// Delays of up to 10 ms each way, and segments and reads of random lengths; no faults. The default of a run with a seed, and so of
    /// <c>TestLoop.Explore</c>: every program has to work on it.
    /// </summary>
    public static VirtualNetworkOptions Real { get; } = new()
    {
        MaxLatency = TimeSpan.FromMilliseconds(10),
        MaxSegmentLength = 1460,
        PartialReads = true,
    };

    /// <summary>The shortest time that a segment takes. Default: 0.</summary>
    public TimeSpan MinLatency { get; init; }

    /// <summary>The longest time that a segment takes. Segments of one direction do not overtake each other; datagrams do. Default: 0.</summary>
    public TimeSpan MaxLatency { get; init; }

    /// <summary>Writes are cut at random into segments of 1 to so many bytes; 0: each write is one segment. Default: 0.</summary>
    public int MaxSegmentLength { get; init; }

    /// <summary>Whether a read may return less than has arrived, a random part of it. Default: false.</summary>
    public bool PartialReads { get; init; }

    /// <summary>
    /// How many bytes may be on their way or unread in one direction; with more, writes wait until the peer reads. Default: 65,536.
    /// </summary>
    public int WindowSize { get; init; } = 64 * 1024;

    /// <summary>
    /// The probability, 0 to 1, that a segment is lost. It then arrives later by <see cref="RetransmitDelay"/>, as TCP sends it again;
    /// a datagram never arrives.
    /// </summary>
    public double LossRate { get; init; }

    /// <summary>The probability, 0 to 1, that a datagram arrives twice.</summary>
    public double DuplicateRate { get; init; }

    /// <summary>How much later a lost segment arrives, and everything behind it. Default: 200 ms.</summary>
    public TimeSpan RetransmitDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The probability, 0 to 1, that the connection is reset instead of a segment being delivered.</summary>
    public double ResetRate { get; init; }

    /// <summary>
    /// The probability, 0 to 1, that with a segment the connection falls silent for good: neither bytes, nor the end, nor a reset pass any
    /// more in either direction. Such a half-open connection is what a crashed machine or a forgetful router leaves.
    /// </summary>
    public double SilenceRate { get; init; }

    /// <summary>The probability, 0 to 1, that a connection is refused although a server listens.</summary>
    public double RefuseRate { get; init; }
}
