namespace AsyncioSharp;

/// <summary>The waits of one socket of a <see cref="CompletionPoller"/>: at most one per direction.</summary>
internal sealed class SocketReadiness(PolledSocket socket, SelectThread select)
{
    private ReceiveWait? _receive;
    private SelectWait? _acceptable;
    private SelectWait? _writable;

    internal void AwaitReadable()
    {
        if (socket.IsListening)
        {
            (_acceptable ??= new SelectWait(socket, select, isWrite: false)).Begin();
        }
        else
        {
            (_receive ??= new ReceiveWait(socket)).Begin();
        }
    }

    internal void AwaitWritable() => (_writable ??= new SelectWait(socket, select, isWrite: true)).Begin();

    /// <summary>
    /// Cancels pending waits. .NET closes a socket that has a pending operation with a reset, and the peer would lose data sent to it.
    /// </summary>
    internal void Close()
    {
        _receive?.Cancel();
        if (_acceptable is { IsPending: true } || _writable is { IsPending: true })
        {
            select.Remove(socket.Socket);
        }
    }
}
