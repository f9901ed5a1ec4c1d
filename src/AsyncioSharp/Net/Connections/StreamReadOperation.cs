namespace AsyncioSharp;

/// <summary>A read of a <see cref="ConnectionStream"/>. A read of length 0 waits until bytes are available and takes none.</summary>
internal sealed class StreamReadOperation(Connection connection) : StreamOperation(connection)
{
    private Memory<byte> _buffer;

    internal ValueTask<int> Begin(Memory<byte> buffer, CancellationToken token)
    {
        if (token.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<int>(token);
        }

        Claim("ReadAsync");
        _buffer = buffer;
        try
        {
            return Begin(token, out int result) ? new ValueTask<int>(result) : ResultTask;
        }
        catch (Exception e)
        {
            return ValueTask.FromException<int>(e);
        }
    }

    private protected override bool Try(out int result)
    {
        result = _buffer.Length > 0 ? Connection.TryRead(_buffer.Span) : LookForBytes();
        if (result >= 0)
        {
            return true;
        }

        Connection.StreamRead = this;
        return false;
    }

    private int LookForBytes() => Connection.ReceivedBytes > 0 ? 0 : Math.Min(0, Connection.TryFill());

    private protected override void Withdraw() => Connection.StreamRead = null;

    private protected override void ReleaseReferences() => _buffer = default;
}
