using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>
/// A non-blocking socket that the loop's poller watches: what is known about its readiness, and the coroutines that wait for it. Its reads
/// and writes are tried first; only what would block waits.
/// </summary>
/// <remarks>
/// Loop thread only. The socket must not be used with its own asynchronous methods: those register it with .NET's engine, too.
/// </remarks>
internal sealed class PolledSocket
{
    private readonly Poller _poller;

    /// <summary>Neighbours in the poller's list of open sockets.</summary>
    internal PolledSocket? Next;
    internal PolledSocket? Previous;

    /// <summary>Coroutines that wait until it is readable. A connection has its own.</summary>
    internal WaitQueue Readers;
    internal WaitQueue Writers;

    /// <summary>The connection, listener or callbacks that it is of.</summary>
    internal ISocketOwner? Owner;

    /// <summary>What the poller keeps with the socket.</summary>
    internal object? PollerState;

    internal PolledSocket(EventLoop loop, Socket socket, bool isStream = true)
    {
        Loop = loop;
        Socket = socket;
        IsStream = isStream;
        socket.Blocking = false;
        Descriptor = (int)socket.SafeHandle.DangerousGetHandle();
        _poller = loop.GetPoller();
        _poller.Add(this);
        if (loop.Debug)
        {
            CreationSites.Record(this);
        }
    }

    internal EventLoop Loop { get; }

    internal Socket Socket { get; }

    /// <summary>The operating system's number of it.</summary>
    internal int Descriptor { get; }

    /// <summary>Whether a read may succeed. Set by the poller, cleared by a read that got everything.</summary>
    internal bool Readable { get; set; }

    /// <summary>Whether a write may succeed. A new socket has room.</summary>
    internal bool Writable { get; set; } = true;

    /// <summary>The peer has ended its half, or the socket is broken: no further edge will come for a read.</summary>
    internal bool Ended { get; set; }

    /// <summary>An error that the poller got; the operating system reports it only once. The next read throws it.</summary>
    internal SocketError Error { get; set; }

    internal bool IsClosed { get; private set; }

    /// <summary>Whether the loop closes it in the end without a report: pooled connections of an HTTP client.</summary>
    internal bool MayBeLeftOpen { get; set; }

    /// <summary>Whether it is a stream. A short datagram does not mean that it was the last one.</summary>
    internal bool IsStream { get; }

    /// <summary>Whether it listens: then a connection to accept is what makes it readable.</summary>
    internal bool IsListening { get; set; }

    /// <summary>What it is, for messages.</summary>
    public override string ToString() => Owner?.Name
        ?? (IsClosed ? "<Socket closed>" : $"<{(IsListening ? "Listening socket" : "Socket")} {Socket.LocalEndPoint}>");

    /// <summary>From the poller: a read may find something.</summary>
    internal void OnReadable()
    {
        Readable = true;
        Owner?.OnReadable();
        Readers.WakePending(int.MaxValue);
    }

    /// <summary>From the poller: a write may find room.</summary>
    internal void OnWritable()
    {
        // The events of the other direction carry it, too.
        if (!Writable)
        {
            Writable = true;
            Owner?.OnWritable();
        }

        Writers.WakePending(int.MaxValue);
    }

    internal int Receive(Span<byte> buffer, out SocketError error)
    {
        if (!Readable)
        {
            error = SocketError.WouldBlock;
            return 0;
        }

        if (Error != SocketError.Success)
        {
            error = Error;
            return 0;
        }

        Loop.CountSystemCall();
        int count = SocketCalls.Receive(this, buffer, out error);
        if (error == SocketError.WouldBlock)
        {
            ClearReadable();
        }
        else if (IsStream && count < buffer.Length && !Ended)
        {
            // That was everything; a second call would only fail with EAGAIN.
            Readable = false;
        }

        return count;
    }

    internal int Send(ReadOnlySpan<byte> data, out SocketError error)
    {
        if (!Writable)
        {
            error = SocketError.WouldBlock;
            return 0;
        }

        Loop.CountSystemCall();
        int count = SocketCalls.Send(this, data, out error);
        if (error == SocketError.WouldBlock)
        {
            Writable = false;
        }

        return count;
    }

    /// <summary>There is nothing to read now. A socket that was not connected or listening yet counted as ended: that is over, too.</summary>
    internal void ClearReadable()
    {
        Readable = false;
        Ended = false;
    }

    internal void AwaitReadable()
    {
        // No edge follows after the end of the stream.
        if (Ended || IsClosed)
        {
            Loop.Enqueue(new ReadableWorkItem(this), null);
        }
        else
        {
            _poller.AwaitReadable(this);
        }
    }

    internal void AwaitWritable() => _poller.AwaitWritable(this);

    /// <summary>Closes the socket; what waits for it is woken and finds it closed. Idempotent.</summary>
    internal void Close()
    {
        if (IsClosed)
        {
            return;
        }

        Detach(staysOpen: false);
        Socket.Dispose();
    }

    /// <summary>The loop has no more to do with the socket, which goes on if <paramref name="staysOpen"/> is set.</summary>
    internal void Detach(bool staysOpen)
    {
        IsClosed = true;
        _poller.Remove(this, staysOpen);
        Owner?.OnClosed();
        Readers.WakePending(int.MaxValue);
        Writers.WakePending(int.MaxValue);
    }

    /// <summary>Closes the socket with a reset.</summary>
    internal void Abort()
    {
        if (IsClosed)
        {
            return;
        }

        try
        {
            Socket.LingerState = new LingerOption(true, 0);
        }
        catch (SocketException)
        {
            // Unix domain sockets and broken ones have no such option.
        }

        Close();
    }

    private sealed class ReadableWorkItem(PolledSocket socket) : WorkItem
    {
        internal override void Run(EventLoop loop, object? state) => socket.OnReadable();
    }
}
