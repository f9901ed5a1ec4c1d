using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp.Testing;

/// <summary>A UDP socket in memory.</summary>
internal sealed class VirtualDatagrams(VirtualNetwork network, VirtualDatagramRoutes routes, IPEndPoint local, IPEndPoint? remote)
    : DatagramEndpoint
{
    private const int MaxLength = 65_507;

    private readonly Queue<(byte[] Datagram, IPEndPoint From)> _arrived = [];
    private readonly AsyncEvent _changed = new();
    private IPAddress _knownAs = local.Address.Equals(IPAddress.Any) ? IPAddress.Loopback : local.Address;
    private int _unread;
    private bool _closed;

    internal override IPEndPoint LocalEndPoint => local;

    internal override Socket Socket =>
        throw new NotSupportedException("A loop on virtual time has no sockets of the operating system: its network is memory.");

    internal override async Coroutine SendToAsync(ReadOnlyMemory<byte> data, IPEndPoint address)
    {
        ThrowIfClosed();
        if (data.Length > MaxLength)
        {
            throw new SocketException((int)SocketError.MessageSize);
        }

        routes.Send(data.ToArray(), new IPEndPoint(_knownAs, local.Port), address);
        await Coroutine.Completed;
    }

    internal override async Coroutine<ReceivedDatagram> ReceiveFromAsync(Memory<byte> buffer)
    {
        while (true)
        {
            ThrowIfClosed();
            if (_arrived.TryDequeue(out var next))
            {
                _unread -= next.Datagram.Length;
                int count = Math.Min(buffer.Length, next.Datagram.Length);
                next.Datagram.AsSpan(0, count).CopyTo(buffer.Span);
                return new ReceivedDatagram(count, next.From);
            }

            _changed.Clear();
            await _changed.WaitAsync();
        }
    }

    /// <summary>
    /// A datagram has arrived. If it is not from the connected peer, or does not fit in the window, it is dropped, as by the operating
    /// system.
    /// </summary>
    internal void Arrive(byte[] datagram, IPEndPoint from, IPEndPoint to)
    {
        if ((remote is not null && !remote.Equals(from)) || _unread + datagram.Length > network.Options.WindowSize)
        {
            return;
        }

        if (local.Address.Equals(IPAddress.Any))
        {
            // Answers are sent from the address that the request was sent to.
            _knownAs = to.Address;
        }

        _unread += datagram.Length;
        _arrived.Enqueue((datagram, from));
        _changed.Set();
    }

    internal override void Close()
    {
        if (!_closed)
        {
            _closed = true;
            routes.Remove(this);
            _changed.Set();
        }
    }

    private void ThrowIfClosed() => ObjectDisposedException.ThrowIf(_closed, typeof(DatagramSocket));
}
