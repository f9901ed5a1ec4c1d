namespace AsyncioSharp;

/// <summary>
/// Thrown when a line or message exceeds its maximum length (asyncio: <c>LimitOverrunError</c>). The received bytes stay in the connection:
/// read them with another method, or with a larger limit.
/// </summary>
/// <example>
/// <code>
/// await using Connection connection = await Asyncio.OpenConnection("example.com", 7);
/// try
/// {
///     Console.WriteLine(await connection.ReadLineAsync(maxLength: 80));
/// }
/// catch (LimitOverrunException e)
/// {
///     Console.WriteLine($"more than {e.Limit} bytes");
/// }
/// </code>
/// </example>
public sealed class LimitOverrunException : IOException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="isSeparatorFound">Whether the separator has arrived.</param>
    /// <param name="consumed">The number of bytes in the connection that are known to precede the separator.</param>
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

    /// <summary>Whether the end of the line, or the separator, has arrived.</summary>
    public bool IsSeparatorFound { get; }

    /// <summary>The number of bytes in the connection that are known to precede the separator (asyncio: <c>consumed</c>).</summary>
    public int Consumed { get; }

    /// <summary>The limit in bytes.</summary>
    public int Limit { get; }
}
