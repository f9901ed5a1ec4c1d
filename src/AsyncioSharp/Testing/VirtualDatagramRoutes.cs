using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp.Testing;

/// <summary>The delivery of datagrams in a <see cref="VirtualNetwork"/>.</summary>
internal sealed class VirtualDatagramRoutes(VirtualNetwork network)
{
    private readonly Dictionary<IPEndPoint, VirtualDatagrams> _open = [];

    internal VirtualDatagrams Open(IPEndPoint local, IPEndPoint? remote)
    {
        var opened = new VirtualDatagrams(network, this, local, remote);
        return _open.TryAdd(local, opened) ? opened : throw new SocketException((int)SocketError.AddressAlreadyInUse);
    }

    internal void Remove(VirtualDatagrams closed) => _open.Remove(closed.LocalEndPoint);

    /// <summary>Sends a datagram. It arrives once, twice or never, each time after a separate delay.</summary>
    internal void Send(byte[] datagram, IPEndPoint from, IPEndPoint to)
    {
        VirtualNetworkOptions options = network.Options;
        if (network.Happens(options.LossRate))
        {
            return;
        }

        for (int copies = network.Happens(options.DuplicateRate) ? 2 : 1; copies > 0; copies--)
        {
            network.Loop.CallAt(network.Loop.Time + network.NextLatency(), () => Find(to)?.Arrive(datagram, from, to));
        }
    }

    /// <summary>Called when the loop is being closed.</summary>
    internal void Close()
    {
        foreach (VirtualDatagrams left in _open.Values.ToArray())
        {
            network.Loop.Report(LoopErrorKind.LeftOpen, $"<Socket {left.LocalEndPoint}> was still open when its loop was closed");
            left.Close();
        }
    }

    private VirtualDatagrams? Find(IPEndPoint to) =>
        _open.GetValueOrDefault(to) ?? _open.GetValueOrDefault(new IPEndPoint(IPAddress.Any, to.Port));
}
