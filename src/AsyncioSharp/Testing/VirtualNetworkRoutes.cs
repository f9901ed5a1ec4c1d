using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp.Testing;

/// <summary>The listeners of a <see cref="VirtualNetwork"/>, and the way a connection is established.</summary>
internal sealed class VirtualNetworkRoutes(VirtualNetwork network) : Network
{
    private const int FirstFreePort = 49152;

    // TCP repeats a connection request that a full backlog dropped after this time.
    private static readonly TimeSpan s_retryDelay = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, IPAddress> _addresses = new(StringComparer.OrdinalIgnoreCase)
    {
        ["localhost"] = IPAddress.Loopback,
    };

    private readonly Dictionary<EndPoint, VirtualListener> _listeners = [];
    private readonly VirtualDatagramRoutes _datagrams = new(network);
    private int _lastPort = FirstFreePort - 1;

    internal VirtualNetwork Network => network;

    internal override async Coroutine<Transport> ConnectAsync(string host, int port, ConnectOptions options)
    {
        IPAddress address = AddressOf(host);
        IPEndPoint local = options.LocalEndPoint ?? new IPEndPoint(IPAddress.Loopback, 0);
        return await ConnectAsync(new IPEndPoint(address, port), new IPEndPoint(local.Address, local.Port == 0 ? NextPort() : local.Port));
    }

    internal override Coroutine<Transport> ConnectUnixAsync(string path) =>
        ConnectAsync(new UnixDomainSocketEndPoint(path), null);

    internal override async Coroutine<Listener[]> ListenAsync(string? host, int port, ServerOptions options)
    {
        await Coroutine.Completed;
        IPAddress address = host is null ? IPAddress.Any : AddressOf(host);
        return [Listen(new IPEndPoint(address, port == 0 ? NextPort() : port), options)];
    }

    internal override Listener ListenUnix(string path, ServerOptions options) => Listen(new UnixDomainSocketEndPoint(path), options);

    internal override DatagramEndpoint OpenDatagrams(IPEndPoint? local, IPEndPoint? remote)
    {
        local ??= new IPEndPoint(IPAddress.Any, 0);
        return _datagrams.Open(new IPEndPoint(local.Address, local.Port == 0 ? NextPort() : local.Port), remote);
    }

    internal override void Close()
    {
        _datagrams.Close();
        foreach (VirtualLink link in network.Links.ToArray())
        {
            link.CloseWithLoop();
        }
    }

    internal void Remove(VirtualListener listener) => _listeners.Remove(listener.LocalEndPoint);

    private VirtualListener Listen(EndPoint address, ServerOptions options)
    {
        var listener = new VirtualListener(this, address, options.Backlog);
        return _listeners.TryAdd(address, listener) ? listener : throw new SocketException((int)SocketError.AddressAlreadyInUse);
    }

    private async Coroutine<Transport> ConnectAsync(EndPoint remote, EndPoint? local)
    {
        // The request travels to the server, and the answer travels back.
        await Asyncio.Sleep(network.NextLatency() + network.NextLatency());
        VirtualListener? listener = FindListener(remote);
        while (listener is { IsFull: true })
        {
            await Asyncio.Sleep(s_retryDelay);
            listener = FindListener(remote);
        }

        if (listener is null || network.Happens(network.Options.RefuseRate))
        {
            throw new SocketException((int)SocketError.ConnectionRefused);
        }

        VirtualLink link = network.Connect(local, remote);
        listener.Add(link.Server);
        return link.Client;
    }

    private VirtualListener? FindListener(EndPoint remote)
    {
        if (_listeners.TryGetValue(remote, out VirtualListener? listener))
        {
            return listener;
        }

        return remote is IPEndPoint address ? _listeners.GetValueOrDefault(new IPEndPoint(IPAddress.Any, address.Port)) : null;
    }

    private IPAddress AddressOf(string host)
    {
        if (IPAddress.TryParse(host, out IPAddress? address))
        {
            return address;
        }

        if (!_addresses.TryGetValue(host, out address))
        {
            int number = _addresses.Count;
            address = new IPAddress([10, (byte)(number >> 16), (byte)(number >> 8), (byte)number]);
            _addresses.Add(host, address);
        }

        return address;
    }

    private int NextPort()
    {
        _lastPort = _lastPort == IPEndPoint.MaxPort ? FirstFreePort : _lastPort + 1;
        return _lastPort;
    }
}
