namespace AsyncioSharp;

/// <summary>The memory limits of a connection.</summary>
/// <remarks>
/// They correspond to the <c>limit</c> of an asyncio stream and to <c>transport.set_write_buffer_limits</c>. Thread affinity: none;
/// the limits are immutable.
/// </remarks>
/// <example>
/// <code>
/// var limits = new ConnectionLimits { MaxLineLength = 1024, WriteHighWater = 16 * 1024 };
/// var options = new ServerOptions { Limits = limits };
/// </code>
/// </example>
public sealed record ConnectionLimits
{
    internal static readonly ConnectionLimits Default = new();

    /// <summary>
    /// The maximum length of a line, or of a message up to a separator, in bytes. Longer ones throw <see cref="LimitOverrunException"/>.
    /// Default: 65,536.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public int MaxLineLength
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "must be positive");
    } = 64 * 1024;

    /// <summary>A write waits while more bytes than this are unsent. Default: 65,536.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int WriteHighWater
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "must not be negative");
    } = 64 * 1024;

    /// <summary>A waiting write resumes when at most this many bytes are unsent: a quarter of <see cref="WriteHighWater"/>.</summary>
    public int WriteLowWater => WriteHighWater / 4;
}
