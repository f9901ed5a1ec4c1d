using System.Text;

namespace AsyncioSharp;

/// <content>Reading: lines, and messages that end with a separator.</content>
public sealed partial class Connection
{
    /// <summary>
    /// The next line as text, UTF-8, without its end (<c>\n</c> or <c>\r\n</c>); null at the end of the stream. A last line without an end
    /// counts.
    /// </summary>
    /// <param name="maxLength">
    /// The longest line in bytes, without its <c>\n</c>; null: <see cref="ConnectionLimits.MaxLineLength"/>.
    /// </param>
    /// <exception cref="LimitOverrunException">The line is longer; what has arrived stays in the connection.</exception>
    /// <exception cref="ConnectionLostException">The connection was lost. What had arrived stays for the next read.</exception>
    public async Coroutine<string?> ReadLineAsync(int? maxLength = null)
    {
        int length = await FindLineAsync(maxLength ?? _limits.MaxLineLength);
        if (length == 0)
        {
            return null;
        }

        ReadOnlySpan<byte> line = _received.Bytes[..length];
        string text = Encoding.UTF8.GetString(WithoutEnd(line));
        _received.Consume(length);
        return text;
    }

    /// <summary>The next line as bytes, with its <c>\n</c> (asyncio: <c>readline</c>); empty at the end of the stream.</summary>
    /// <param name="maxLength">
    /// The longest line in bytes, without its <c>\n</c>; null: <see cref="ConnectionLimits.MaxLineLength"/>.
    /// </param>
    /// <exception cref="LimitOverrunException">
    /// The line is longer; what has arrived stays in the connection (in asyncio it is lost).
    /// </exception>
    public async Coroutine<byte[]> ReadLineBytesAsync(int? maxLength = null) =>
        _received.Take(await FindLineAsync(maxLength ?? _limits.MaxLineLength));

    /// <summary>
    /// All lines that are left, as <see cref="ReadLineAsync"/> returns them: <c>await foreach (string line in
    /// connection.ReadLinesAsync())</c>.
    /// </summary>
    /// <param name="maxLength">The longest line in bytes; null: <see cref="ConnectionLimits.MaxLineLength"/>.</param>
    public async IAsyncEnumerable<string> ReadLinesAsync(int? maxLength = null)
    {
        while (await ReadLineAsync(maxLength) is { } line)
        {
            yield return line;
        }
    }

    /// <summary>Bytes up to a separator, and the separator (asyncio: <c>readuntil</c>).</summary>
    /// <param name="separator">The separator, not empty.</param>
    /// <param name="maxLength">
    /// The longest message in bytes, without the separator; null: <see cref="ConnectionLimits.MaxLineLength"/>.
    /// </param>
    /// <exception cref="IncompleteReadException">The peer ended its half before; what came is in the exception.</exception>
    /// <exception cref="LimitOverrunException">The separator is not within the limit; what has arrived stays in the connection.</exception>
    /// <exception cref="ArgumentException">The separator is empty.</exception>
    public Coroutine<byte[]> ReadUntilAsync(ReadOnlyMemory<byte> separator, int? maxLength = null) =>
        ReadUntilAsync([separator], maxLength);

    /// <summary>Bytes up to the first of several separators, and that separator; the shortest match wins (S290).</summary>
    /// <param name="separators">At least one; none of them empty.</param>
    /// <param name="maxLength">
    /// The longest message in bytes, without the separator; null: <see cref="ConnectionLimits.MaxLineLength"/>.
    /// </param>
    /// <exception cref="IncompleteReadException">The peer ended its half before; what came is in the exception.</exception>
    /// <exception cref="LimitOverrunException">No separator is within the limit; what has arrived stays in the connection.</exception>
    /// <exception cref="ArgumentException">There is no separator, or one is empty.</exception>
    public async Coroutine<byte[]> ReadUntilAsync(IReadOnlyList<ReadOnlyMemory<byte>> separators, int? maxLength = null)
    {
        var search = new SeparatorSearch(separators, maxLength ?? _limits.MaxLineLength);
        int length;
        while ((length = search.Find(_received.Bytes)) < 0)
        {
            if (await FillAsync() == 0)
            {
                throw new IncompleteReadException(_received.Take(_received.Count), null);
            }
        }

        return _received.Take(length);
    }

    // The length of the next line with its end; of what is left at the end of the stream.
    private async Coroutine<int> FindLineAsync(int maxLength)
    {
        int searched = 0;
        while (true)
        {
            int index = _received.Bytes[searched..].IndexOf((byte)'\n');
            int length = index < 0 ? _received.Count : searched + index;
            if (length > maxLength)
            {
                throw new LimitOverrunException(index >= 0, length, maxLength);
            }

            if (index >= 0)
            {
                return length + 1;
            }

            searched = length;
            if (await FillAsync() == 0)
            {
                return _received.Count;
            }
        }
    }

    private static ReadOnlySpan<byte> WithoutEnd(ReadOnlySpan<byte> line) => line switch
    {
        [.., (byte)'\r', (byte)'\n'] => line[..^2],
        [.., (byte)'\n'] => line[..^1],
        _ => line,
    };
}
