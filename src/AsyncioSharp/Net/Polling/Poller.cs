namespace AsyncioSharp;

/// <summary>
/// Watches the sockets of a loop. It is made with the first socket and replaces the clock's idle wait from then on, so that a loop without
/// sockets pays nothing.
/// </summary>
/// <remarks>Loop thread only, except for <see cref="Wake"/>. Readiness is a hint: a read or write may still block.</remarks>
internal abstract class Poller
{
    // The sockets that are open, newest first.
    private PolledSocket? _first;

    /// <summary>Watches a socket, which is non-blocking from here on.</summary>
    internal void Add(PolledSocket socket)
    {
        Watch(socket);
        socket.Next = _first;
        _first?.Previous = socket;
        _first = socket;
    }

    /// <summary>Forgets a socket. Call it before the socket is closed: its descriptor may be another socket's right afterwards.</summary>
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

    /// <summary>Asks for <see cref="PolledSocket.OnReadable"/>, once. Call it after a read that would have blocked.</summary>
    internal abstract void AwaitReadable(PolledSocket socket);

    /// <summary>Asks for <see cref="PolledSocket.OnWritable"/>, once. Call it after a write that would have blocked.</summary>
    internal abstract void AwaitWritable(PolledSocket socket);

    /// <summary>
    /// The idle wait: until a socket is ready, <see cref="Wake"/>, or <paramref name="ticks"/> have passed
    /// (<see cref="LoopClock.Forever"/>).
    /// </summary>
    internal abstract void Wait(long ticks);

    /// <summary>Looks for ready sockets without waiting: a loop that is never idle has to do that from time to time.</summary>
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
