namespace AsyncioSharp;

/// <summary>How much a connection keeps in memory.</summary>
/// <remarks>asyncio: the <c>limit</c> of a stream, and <c>transport.set_write_buffer_limits</c>.</remarks>
public sealed record ConnectionLimits
{
    internal static readonly ConnectionLimits Default = new();

    /// <summary>
    /// The longest line, or message up to a separator, in bytes: a longer one is a <see cref="LimitOverrunException"/>. Default: 65,536.
    /// </summary>
    public int MaxLineLength
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "must be positive");
    } = 64 * 1024;

    /// <summary>With more unsent bytes than this, a write waits. Default: 65,536.</summary>
    public int WriteHighWater
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "must not be negative");
    } = 64 * 1024;

    /// <summary>
    /// A write that waits goes on when no more unsent bytes than this are left: a quarter of <see cref="WriteHighWater"/>.
    /// </summary>
    public int WriteLowWater => WriteHighWater / 4;
}
