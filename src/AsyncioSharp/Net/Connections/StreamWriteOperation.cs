namespace AsyncioSharp;

/// <summary>
/// A write of a <see cref="ConnectionStream"/>. Like <see cref="Connection.WriteAsync"/>, it waits while too many bytes are unsent.
/// </summary>
internal sealed class StreamWriteOperation(Connection connection) : StreamOperation(connection)
{
    private ReadOnlyMemory<byte> _data;

    internal ValueTask Begin(ReadOnlyMemory<byte> data, CancellationToken token)
    {
        if (token.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(token);
        }

        Claim("WriteAsync");
        _data = data;
        try
        {
            return Begin(token, out _) ? ValueTask.CompletedTask : Task;
        }
        catch (Exception e)
        {
            return ValueTask.FromException(e);
        }
    }

    private protected override bool Try(out int result)
    {
        result = 0;
        if (_data.Length > 0)
        {
            Connection.Write(_data.Span);
            _data = default;
        }

        if (!Connection.MustDrain())
        {
            return true;
        }

        Connection.StreamWrite = this;
        return false;
    }

    private protected override void Withdraw() => Connection.StreamWrite = null;

    private protected override void ReleaseReferences() => _data = default;
}
