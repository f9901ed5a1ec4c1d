using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp.Testing;

/// <summary>One end of a connection in memory. It behaves like a socket, including its surprising sides.</summary>
internal sealed class VirtualTransport(
    VirtualLink link, VirtualLane incoming, VirtualLane outgoing, EndPoint? localEndPoint, EndPoint? remoteEndPoint) : Transport
{
    private bool _awaitsReadable;
    private bool _awaitsWritable;
    private bool _hasSentEnd;

    internal override EndPoint? LocalEndPoint => localEndPoint;

    internal override EndPoint? RemoteEndPoint => remoteEndPoint;

    internal bool IsClosed { get; private set; }

    internal bool IsReset { get; private set; }

    internal override int TryRead(Span<byte> buffer, out SocketError error)
    {
        error = SocketError.Success;
        if (incoming.Unread == 0 && !incoming.HasEnded)
        {
            error = IsReset ? SocketError.ConnectionReset : SocketError.WouldBlock;
        }

        return incoming.Take(buffer);
    }

    internal override int TryWrite(ReadOnlySpan<byte> data, out SocketError error)
    {
        int count = IsReset ? 0 : outgoing.Send(data);
        if (IsReset)
        {
            error = SocketError.ConnectionReset;
            return 0;
        }

        error = count > 0 ? SocketError.Success : SocketError.WouldBlock;
        return count;
    }

    internal override void AwaitReadable() => _awaitsReadable = true;

    internal override void AwaitWritable() => _awaitsWritable = true;

    internal override void ShutdownWrite()
    {
        if (!_hasSentEnd && !IsReset)
        {
            _hasSentEnd = true;
            outgoing.SendEnd();
        }
    }

    // Closing a socket with unread bytes resets the connection: the peer may lose bytes that were sent to it but not read yet.
    internal override void Close()
    {
        if (IsClosed)
        {
            return;
        }

        if (incoming.Unread > 0)
        {
            outgoing.SendReset();
        }
        else
        {
            ShutdownWrite();
        }

        OnClosed();
    }

    internal override void Abort()
    {
        if (!IsClosed)
        {
            outgoing.SendReset();
            OnClosed();
        }
    }

    /// <summary>Answers bytes sent to this end after it was closed.</summary>
    internal void AnswerWithReset() => outgoing.SendReset();

    /// <summary>The peer or the network has reset the connection.</summary>
    internal void OnReset()
    {
        if (!IsReset)
        {
            IsReset = true;
            OnArrival();
            OnRoom();
        }
    }

    /// <summary>A read would return something now.</summary>
    internal void OnArrival()
    {
        if (_awaitsReadable)
        {
            _awaitsReadable = false;
            Owner?.OnReadable();
        }
    }

    /// <summary>A write would find room now.</summary>
    internal void OnRoom()
    {
        if (_awaitsWritable)
        {
            _awaitsWritable = false;
            Owner?.OnWritable();
        }
    }

    internal void CloseWithLoop(EventLoop loop)
    {
        if (!IsClosed)
        {
            string name = Owner?.ToString() ?? $"A connection to {localEndPoint} that was never accepted";
            loop.Report(LoopErrorKind.LeftOpen, $"{name} was still open when its loop was closed");
            OnClosed();
        }
    }

    private void OnClosed()
    {
        IsClosed = true;
        link.OnEndClosed();
        Owner?.OnTransportClosed();
    }
}
