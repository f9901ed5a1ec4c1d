namespace AsyncioSharp;

/// <summary>
/// Watches the sockets of a loop. It is created with the first socket and then replaces the clock's idle wait, so that loops without
/// sockets pay nothing.
/// </summary>
/// <remarks>Loop thread only, except for <see cref="Wake"/>. Readiness is a hint: a read or write may still have to wait.</remarks>
internal abstract class Poller
{
    // The open sockets, newest first.
    private PolledSocket? _first;

    /// <summary>Watches a non-blocking socket.</summary>
    internal void Add(PolledSocket socket)
    {
        Watch(socket);
        socket.Next = _first;
        _first?.Previous = socket;
        _first = socket;
    }

    /// <summary>Removes a socket. Call it before closing the socket: its descriptor may be reused immediately afterwards.</summary>
    internal void Remove(PolledSocket socket, bool staysOpen)
    {
        Unwatch(socket, staysOpen);
        socket.Previous?.Next = socket.Next;
        socket.Next?.Previous = socket.Previous;
        if (_first == socket)
        {
            _first = socket.Next;
        }

        socket.Next = null;
        socket.Previous = null;
    }

    /// <summary>Requests one call of <see cref="PolledSocket.OnReadable"/>. Call it after a read that would have blocked.</summary>
    internal abstract void AwaitReadable(PolledSocket socket);

    /// <summary>Requests one call of <see cref="PolledSocket.OnWritable"/>. Call it after a write that would have blocked.</summary>
    internal abstract void AwaitWritable(PolledSocket socket);

    /// <summary>
    /// The idle wait, which ends when a socket is ready, on <see cref="Wake"/>, or after <paramref name="ticks"/>
    /// (<see cref="LoopClock.Forever"/> for no timeout).
    /// </summary>
    internal abstract void Wait(long ticks);

    /// <summary>Checks for ready sockets without waiting; a loop that is never idle calls it regularly.</summary>
    internal abstract void Poll();

    /// <summary>Ends the wait. Any thread.</summary>
    internal abstract void Wake();

    /// <summary>Closes the sockets that are still open, newest first, and the poller itself.</summary>
    /// <param name="report">Called for each socket before it is closed.</param>
    internal void Close(Action<PolledSocket> report)
    {
        while (_first is { } socket)
        {
            report(socket);
            socket.Close();
        }

        CloseHandles();
    }

    private protected abstract void Watch(PolledSocket socket);

    private protected abstract void Unwatch(PolledSocket socket, bool staysOpen);

    private protected abstract void CloseHandles();
}
