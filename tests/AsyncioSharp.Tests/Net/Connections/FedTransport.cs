using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp.Tests.Net;

/// <summary>A transport that the test feeds by hand, and that notes what the connection does with it.</summary>
internal sealed class FedTransport : Transport
{
    private readonly List<byte> _bytes = [];
    private bool _ended;
    private bool _awaitsReadable;
    private bool _awaitsWritable;
    private SocketError _error = SocketError.Success;

    internal override EndPoint? LocalEndPoint => null;

    internal override EndPoint? RemoteEndPoint => null;

    /// <summary>What the connection has written.</summary>
    internal List<byte> Written { get; } = [];

    /// <summary>How many bytes the transport takes before it blocks.</summary>
    internal int Room { get; set; } = int.MaxValue;

    /// <summary>How many bytes were fed and not yet read.</summary>
    internal int Unread => _bytes.Count;

    /// <summary>How long the memory of the last read was.</summary>
    internal int LastReadLength { get; private set; }

    internal bool IsShutDown { get; private set; }

    internal bool IsClosed { get; private set; }

    internal bool IsAborted { get; private set; }

    internal void Feed(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        Announce();
    }

    internal void FeedEof()
    {
        _ended = true;
        Announce();
    }

    internal void Fail(SocketError error)
    {
        _error = error;
        Announce();
    }

    /// <summary>Takes more bytes from now on.</summary>
    internal void Open(int room)
    {
        Room += room;
        if (_awaitsWritable)
        {
            _awaitsWritable = false;
            Owner!.OnWritable();
        }
    }

    internal override int TryRead(Span<byte> buffer, out SocketError error)
    {
        LastReadLength = buffer.Length;
        int count = Math.Min(buffer.Length, _bytes.Count);
        SocketError nothing = _ended ? SocketError.Success : SocketError.WouldBlock;
        error = count > 0 ? SocketError.Success : _error != SocketError.Success ? _error : nothing;
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_bytes)[..count].CopyTo(buffer);
        _bytes.RemoveRange(0, count);
        return count;
    }

    internal override int TryWrite(ReadOnlySpan<byte> data, out SocketError error)
    {
        int count = Math.Min(data.Length, Room);
        error = _error != SocketError.Success ? _error : count == 0 ? SocketError.WouldBlock : SocketError.Success;
        if (error != SocketError.Success)
        {
            return 0;
        }

        Room -= count;
        Written.AddRange(data[..count]);
        return count;
    }

    internal override void AwaitReadable() => _awaitsReadable = true;

    internal override void AwaitWritable() => _awaitsWritable = true;

    internal override void ShutdownWrite() => IsShutDown = true;

    internal override void Close()
    {
        if (!IsClosed)
        {
            IsClosed = true;
            Owner!.OnTransportClosed();
        }
    }

    internal override void Abort()
    {
        IsAborted = true;
        Close();
    }

    private void Announce()
    {
        if (_awaitsReadable)
        {
            _awaitsReadable = false;
            Owner!.OnReadable();
        }
    }
}
