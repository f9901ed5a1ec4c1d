using System.Text;

namespace AsyncioSharp;

/// <content>Reading lines, and messages that end with a separator.</content>
public sealed partial class Connection
{
    /// <summary>
    /// Reads the next line as UTF-8 text, without its end (<c>\n</c> or <c>\r\n</c>); null at the end of the stream. The last line needs no
    /// end.
    /// </summary>
    /// <param name="maxLength">
    /// The maximum length of the line in bytes, without its <c>\n</c>; null for <see cref="ConnectionLimits.MaxLineLength"/>.
    /// </param>
    /// <returns>The line, or null at the end of the stream.</returns>
    /// <exception cref="LimitOverrunException">The line is longer; the received bytes stay in the connection.</exception>
    /// <exception cref="ConnectionLostException">The connection was lost. Bytes received before stay for the next read.</exception>
    /// <exception cref="InvalidOperationException">Another coroutine is reading.</exception>
    /// <exception cref="LoopCanceledException">The task was canceled while waiting; no bytes are lost.</exception>
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

    /// <summary>Reads the next line as bytes, with its <c>\n</c> (asyncio: <c>readline</c>); empty at the end of the stream.</summary>
    /// <param name="maxLength">
    /// The maximum length of the line in bytes, without its <c>\n</c>; null for <see cref="ConnectionLimits.MaxLineLength"/>.
    /// </param>
    /// <returns>The line with its end; empty at the end of the stream.</returns>
    /// <exception cref="LimitOverrunException">
    /// The line is longer; the received bytes stay in the connection (in asyncio they are lost).
    /// </exception>
    /// <exception cref="ConnectionLostException">The connection was lost. Bytes received before stay for the next read.</exception>
    public async Coroutine<byte[]> ReadLineBytesAsync(int? maxLength = null) =>
        _received.Take(await FindLineAsync(maxLength ?? _limits.MaxLineLength));

    /// <summary>
    /// Enumerates the remaining lines as <see cref="ReadLineAsync"/> returns them:
    /// <c>await foreach (string line in connection.ReadLinesAsync())</c>.
    /// </summary>
    /// <param name="maxLength">The maximum length of a line in bytes; null for <see cref="ConnectionLimits.MaxLineLength"/>.</param>
    /// <returns>The lines; enumerate them once.</returns>
    /// <exception cref="LimitOverrunException">A line is longer; the received bytes stay in the connection.</exception>
    public async IAsyncEnumerable<string> ReadLinesAsync(int? maxLength = null)
    {
        while (await ReadLineAsync(maxLength) is { } line)
        {
            yield return line;
        }
    }

    /// <summary>Reads the bytes up to and including a separator (asyncio: <c>readuntil</c>).</summary>
    /// <param name="separator">The separator; not empty.</param>
    /// <param name="maxLength">
    /// The maximum length of the message in bytes, without the separator; null for <see cref="ConnectionLimits.MaxLineLength"/>.
    /// </param>
    /// <returns>The message with its separator.</returns>
    /// <exception cref="IncompleteReadException">The peer ended its direction first; the bytes received are in the exception.</exception>
    /// <exception cref="LimitOverrunException">
    /// The separator is not within the limit; the received bytes stay in the connection.
    /// </exception>
    /// <exception cref="ArgumentException">The separator is empty, or <paramref name="maxLength"/> is not positive.</exception>
    /// <exception cref="ConnectionLostException">The connection was lost. Bytes received before stay for the next read.</exception>
    public Coroutine<byte[]> ReadUntilAsync(ReadOnlyMemory<byte> separator, int? maxLength = null) =>
        ReadUntilAsync([separator], maxLength);

    /// <summary>Reads the bytes up to and including the first of several separators; the shortest match wins (S290).</summary>
    /// <param name="separators">The separators; at least one, and none of them empty.</param>
    /// <param name="maxLength">
    /// The maximum length of the message in bytes, without the separator; null for <see cref="ConnectionLimits.MaxLineLength"/>.
    /// </param>
    /// <returns>The message with its separator.</returns>
    /// <exception cref="IncompleteReadException">The peer ended its direction first; the bytes received are in the exception.</exception>
    /// <exception cref="LimitOverrunException">No separator is within the limit; the received bytes stay in the connection.</exception>
    /// <exception cref="ArgumentException">
    /// There is no separator, one is empty, or <paramref name="maxLength"/> is not positive.
    /// </exception>
    /// <exception cref="ConnectionLostException">The connection was lost. Bytes received before stay for the next read.</exception>
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

    // Returns the length of the next line with its end; at the end of the stream, the number of bytes left.
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
