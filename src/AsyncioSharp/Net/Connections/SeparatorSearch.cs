namespace AsyncioSharp;

/// <summary>Searches for separators in a growing sequence of bytes; each byte is searched once.</summary>
internal struct SeparatorSearch
{
    private readonly IReadOnlyList<ReadOnlyMemory<byte>> _separators;
    private readonly int _longest;
    private readonly int _maxLength;
    private int _searched;

    internal SeparatorSearch(IReadOnlyList<ReadOnlyMemory<byte>> separators, int maxLength)
    {
        ArgumentNullException.ThrowIfNull(separators);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxLength);
        if (separators.Count == 0 || separators.Any(static separator => separator.Length == 0))
        {
            throw new ArgumentException("Separator should be at least one-byte string", nameof(separators));
        }

        _separators = separators;
        _longest = separators.Max(static separator => separator.Length);
        _maxLength = maxLength;
    }

    /// <summary>Returns the length of the message with its separator, or -1 if there is none yet.</summary>
    /// <exception cref="LimitOverrunException">The message exceeds the maximum length.</exception>
    internal int Find(ReadOnlySpan<byte> bytes)
    {
        int end = int.MaxValue;
        int length = 0;
        ReadOnlySpan<byte> rest = bytes[_searched..];
        foreach (ReadOnlyMemory<byte> separator in _separators)
        {
            int index = rest.IndexOf(separator.Span);
            if (index >= 0 && _searched + index + separator.Length < end)
            {
                length = _searched + index;
                end = length + separator.Length;
            }
        }

        if (end != int.MaxValue)
        {
            return length <= _maxLength ? end : throw new LimitOverrunException(true, length, _maxLength);
        }

        // A separator may start in the last bytes.
        _searched = Math.Max(0, bytes.Length - _longest + 1);
        return _searched <= _maxLength ? -1 : throw new LimitOverrunException(false, _searched, _maxLength);
    }
}
