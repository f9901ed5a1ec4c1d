using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>
/// A non-blocking socket watched by the loop's poller: its known readiness, and the coroutines that wait for it. Reads and writes are tried
/// first and wait only if they would block.
/// </summary>
/// <remarks>
/// Loop thread only. Do not use the asynchronous methods of the socket itself: they would also register it with .NET's socket engine.
/// </remarks>
internal sealed class PolledSocket
{
    private readonly Poller _poller;

    /// <summary>The neighbors in the poller's list of open sockets.</summary>
    internal PolledSocket? Next;
    internal PolledSocket? Previous;

    /// <summary>The coroutines that wait until the socket is readable. A connection has its own queue.</summary>
    internal WaitQueue Readers;
    internal WaitQueue Writers;

    /// <summary>The connection, listener or callbacks that own the socket.</summary>
    internal ISocketOwner? Owner;

    /// <summary>The poller's state for this socket.</summary>
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

    /// <summary>The operating system's descriptor.</summary>
    internal int Descriptor { get; }

    /// <summary>Whether a read may succeed. Set by the poller, and cleared by a read that emptied the receive buffer.</summary>
    internal bool Readable { get; set; }

    /// <summary>Whether a write may succeed. True for a new socket.</summary>
    internal bool Writable { get; set; } = true;

    /// <summary>The peer has ended its direction, or the socket is broken: no further edge will announce readable data.</summary>
    internal bool Ended { get; set; }

    /// <summary>An error received by the poller; the operating system reports it only once. The next read throws it.</summary>
    internal SocketError Error { get; set; }

    internal bool IsClosed { get; private set; }

    /// <summary>Whether closing the loop closes this socket without a report, as for pooled connections of an HTTP client.</summary>
    internal bool MayBeLeftOpen { get; set; }

    /// <summary>Whether this is a stream socket. A short datagram does not mean that the receive buffer is empty.</summary>
    internal bool IsStream { get; }

    /// <summary>Whether the socket listens, so that an incoming connection makes it readable.</summary>
    internal bool IsListening { get; set; }

    /// <summary>A description, for messages.</summary>
    public override string ToString() => Owner?.Name
        ?? (IsClosed ? "<Socket closed>" : $"<{(IsListening ? "Listening socket" : "Socket")} {Socket.LocalEndPoint}>");

    /// <summary>Called by the poller: a read may succeed.</summary>
    internal void OnReadable()
    {
        Readable = true;
        Owner?.OnReadable();
        Readers.WakePending(int.MaxValue);
    }

    /// <summary>Called by the poller: a write may succeed.</summary>
    internal void OnWritable()
    {
        // Events of the other direction also set this bit.
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
            // The receive buffer is empty; another call would only return EAGAIN.
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

    /// <summary>Nothing can be read now. This also clears the end reported for a socket that was not yet connected or listening.</summary>
    internal void ClearReadable()
    {
        Readable = false;
        Ended = false;
    }

    internal void AwaitReadable()
    {
        // No further edge arrives after the end of the stream.
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

    /// <summary>Closes the socket. Its waiters are woken and find it closed. Idempotent.</summary>
    internal void Close()
    {
        if (IsClosed)
        {
            return;
        }

        Detach(staysOpen: false);
        Socket.Dispose();
    }

    /// <summary>Detaches the socket from the loop; it stays usable if <paramref name="staysOpen"/> is set.</summary>
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
            // Unix domain sockets and broken sockets do not support this option.
        }

        Close();
    }

    private sealed class ReadableWorkItem(PolledSocket socket) : WorkItem
    {
        internal override void Run(EventLoop loop, object? state) => socket.OnReadable();
    }
}
