using System.Globalization;

namespace AsyncioSharp;

/// <summary>
/// Thrown when the peer ended its direction before all requested bytes had arrived (asyncio: <c>IncompleteReadError</c>).
/// </summary>
/// <example>
/// <code>
/// await using Connection connection = await Asyncio.OpenConnection("example.com", 7);
/// try
/// {
///     byte[] header = await connection.ReadExactlyAsync(16);
/// }
/// catch (IncompleteReadException e)
/// {
///     Console.WriteLine($"{e.Partial.Length} of {e.Expected} bytes");
/// }
/// </code>
/// </example>
public sealed class IncompleteReadException : EndOfStreamException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="partial">The bytes received.</param>
    /// <param name="expected">The number of bytes requested; null if it is unknown.</param>
    public IncompleteReadException(byte[] partial, int? expected)
        : base($"{partial.Length} bytes read of {expected?.ToString(CultureInfo.InvariantCulture) ?? "unknown"} expected bytes")
    {
        Partial = partial;
        Expected = expected;
    }

    /// <summary>The bytes received before the end.</summary>
    public ReadOnlyMemory<byte> Partial { get; }

    /// <summary>The number of bytes requested; null for a read up to a separator.</summary>
    public int? Expected { get; }
}
