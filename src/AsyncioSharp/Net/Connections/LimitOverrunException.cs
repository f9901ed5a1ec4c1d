namespace AsyncioSharp;

/// <summary>
/// A line or message is longer than it may be (asyncio: <c>LimitOverrunError</c>). What has arrived stays in the connection: read it with
/// another method, or with a larger limit.
/// </summary>
public sealed class LimitOverrunException : IOException
{
    /// <summary>The limit was exceeded.</summary>
    /// <param name="isSeparatorFound">Whether the end has arrived.</param>
    /// <param name="consumed">How many bytes are in the connection before the end, or surely before it.</param>
    /// <param name="limit">The limit.</param>
    public LimitOverrunException(bool isSeparatorFound, int consumed, int limit)
        : base($"{(isSeparatorFound ? "Separator is found, but chunk is" : "Separator is not found, and chunk is")} longer than limit: "
            + $"{consumed} bytes, the limit is {limit}. Raise it with the parameter maxLength, or with "
            + $"{nameof(ConnectionLimits)}.{nameof(ConnectionLimits.MaxLineLength)}.")
    {
        IsSeparatorFound = isSeparatorFound;
        Consumed = consumed;
        Limit = limit;
    }

    /// <summary>Whether the end of the line has arrived.</summary>
    public bool IsSeparatorFound { get; }

    /// <summary>How many bytes are in the connection before the end, or surely before it (asyncio: <c>consumed</c>).</summary>
    public int Consumed { get; }

    /// <summary>The limit in bytes.</summary>
    public int Limit { get; }
}
