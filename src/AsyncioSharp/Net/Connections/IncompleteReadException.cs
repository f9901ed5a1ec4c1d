using System.Globalization;

namespace AsyncioSharp;

/// <summary>The peer ended its half before everything that was asked for had come (asyncio: <c>IncompleteReadError</c>).</summary>
public sealed class IncompleteReadException : EndOfStreamException
{
    /// <summary>The stream ended too early.</summary>
    /// <param name="partial">What came.</param>
    /// <param name="expected">How many bytes were asked for; null when the length was not known.</param>
    public IncompleteReadException(byte[] partial, int? expected)
        : base($"{partial.Length} bytes read of {expected?.ToString(CultureInfo.InvariantCulture) ?? "unknown"} expected bytes")
    {
        Partial = partial;
        Expected = expected;
    }

    /// <summary>What came before the end.</summary>
    public ReadOnlyMemory<byte> Partial { get; }

    /// <summary>How many bytes were asked for; null for a read up to a separator.</summary>
    public int? Expected { get; }
}
