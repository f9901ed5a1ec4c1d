namespace AsyncioSharp.Testing;

/// <summary>
/// The behavior of a <see cref="VirtualNetwork"/>. Random decisions come from the seed of the run. A segment holds the bytes of one write,
/// or part of them if <see cref="MaxSegmentLength"/> is smaller.
/// </summary>
/// <remarks>Thread affinity: none; the options are immutable.</remarks>
/// <example>
/// <code>
/// var lossy = AsyncioSharp.Testing.VirtualNetworkOptions.Real with
/// {
///     LossRate = 0.05,
///     MaxLatency = TimeSpan.FromMilliseconds(200),
/// };
/// Console.WriteLine(lossy);   // a test assigns it to VirtualNetwork.Current.Options
/// </code>
/// </example>
public sealed record VirtualNetworkOptions
{
    /// <summary>No delays and no faults: written bytes arrive whole in the next iteration. The default of a run without a seed.</summary>
    public static VirtualNetworkOptions Ideal { get; } = new();

    /// <summary>
    /// Delays of up to 10 ms in each direction, and segments and reads of random length; no faults. The default of a run with a seed, and
    /// therefore of <c>TestLoop.Explore</c>: every program has to work under it.
    /// </summary>
    public static VirtualNetworkOptions Real { get; } = new()
    {
        MaxLatency = TimeSpan.FromMilliseconds(10),
        MaxSegmentLength = 1460,
        PartialReads = true,
    };

    /// <summary>The shortest time that a segment takes to arrive. Default: 0.</summary>
    public TimeSpan MinLatency { get; init; }

    /// <summary>
    /// The longest time that a segment takes to arrive. Segments in one direction stay in order; datagrams do not. Default: 0.
    /// </summary>
    public TimeSpan MaxLatency { get; init; }

    /// <summary>Writes are split at random into segments of 1 to this many bytes; 0 means one segment per write. Default: 0.</summary>
    public int MaxSegmentLength { get; init; }

    /// <summary>Whether a read may return only a random part of the bytes that have arrived. Default: false.</summary>
    public bool PartialReads { get; init; }

    /// <summary>
    /// The maximum number of bytes in flight or unread in one direction; beyond it, writes wait until the peer reads. Default: 65,536.
    /// </summary>
    public int WindowSize { get; init; } = 64 * 1024;

    /// <summary>
    /// The probability, 0 to 1, that a segment is lost. The segment then arrives <see cref="RetransmitDelay"/> later, as TCP sends it
    /// again; a datagram never arrives.
    /// </summary>
    public double LossRate { get; init; }

    /// <summary>The probability, 0 to 1, that a datagram arrives twice.</summary>
    public double DuplicateRate { get; init; }

    /// <summary>The extra delay of a lost segment and of everything behind it. Default: 200 ms.</summary>
    public TimeSpan RetransmitDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The probability, 0 to 1, that the connection is reset instead of delivering a segment.</summary>
    public double ResetRate { get; init; }

    /// <summary>
    /// The probability, 0 to 1, that a segment silences the connection permanently: no bytes, end or reset are delivered in either
    /// direction from then on. A crashed machine or a router that lost its state leaves such a half-open connection.
    /// </summary>
    public double SilenceRate { get; init; }

    /// <summary>The probability, 0 to 1, that a connection is refused although a server is listening.</summary>
    public double RefuseRate { get; init; }
}
