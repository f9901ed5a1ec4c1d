using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp;

/// <summary>The operating system's sockets.</summary>
internal sealed class SocketNetwork(EventLoop loop) : Network
{
    internal override async Coroutine<Transport> ConnectAsync(string host, int port, ConnectOptions options)
    {
        IPAddress[] addresses = HappyEyeballs.Interleave(await SocketAddresses.ResolveAsync(host, options.AddressFamily));
        if (addresses.Length == 1)
        {
            return await ConnectAsync(new IPEndPoint(addresses[0], port), options);
        }

        var connected = new List<Transport>();
        Transport? winner = null;
        try
        {
            RaceResult<Transport> race = await Asyncio.StaggeredRace(
                addresses.Select(address => new Func<Coroutine<Transport>>(() => Connect(address))), options.HappyEyeballsDelay);
            winner = race.WinnerIndex is null ? throw HappyEyeballs.Failure(race.Exceptions) : race.Result;
            return winner!;
        }
        finally
        {
            // A cancellation may arrive after the race was won and before the result is returned.
            connected.ForEach(transport => CloseUnless(transport, winner));
        }

        async Coroutine<Transport> Connect(IPAddress address)
        {
            Transport transport = await ConnectAsync(new IPEndPoint(address, port), options);
            connected.Add(transport);
            return transport;
        }
    }

    internal override async Coroutine<Transport> ConnectUnixAsync(string path)
    {
        var socket = new PolledSocket(loop, new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified));
        await SocketConnect.ConnectAsync(socket, new UnixDomainSocketEndPoint(path));
        return new SocketTransport(socket);
    }

    internal override async Coroutine<Listener[]> ListenAsync(string? host, int port, ServerOptions options)
    {
        if (host is null)
        {
            return [SocketListener.ListenOnAny(loop, port, options)];
        }

        var listeners = new List<Listener>();
        try
        {
            foreach (IPAddress address in await SocketAddresses.ResolveAsync(host, AddressFamily.Unspecified))
            {
                var listener = SocketListener.Listen(loop, new IPEndPoint(address, port), options);
                listeners.Add(listener);

                // All addresses of a name share the port assigned to the first one.
                port = ((IPEndPoint)listener.LocalEndPoint).Port;
            }
        }
        catch
        {
            listeners.ForEach(static listener => listener.Close());
            throw;
        }

        return [.. listeners];
    }

    internal override Listener ListenUnix(string path, ServerOptions options) => SocketListener.ListenUnix(loop, path, options);

    internal override DatagramEndpoint OpenDatagrams(IPEndPoint? local, IPEndPoint? remote) => new SocketDatagrams(loop, local, remote);

    private async Coroutine<Transport> ConnectAsync(IPEndPoint address, ConnectOptions options)
    {
        var plain = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        PolledSocket socket;
        try
        {
            plain.NoDelay = options.NoDelay;
            if (options.LocalEndPoint is { } local)
            {
                plain.Bind(local);
            }

            socket = new PolledSocket(loop, plain);
        }
        catch
        {
            plain.Dispose();
            throw;
        }

        await SocketConnect.ConnectAsync(socket, address);
        return new SocketTransport(socket);
    }

    private static void CloseUnless(Transport transport, Transport? winner)
    {
        if (transport != winner)
        {
            transport.Close();
        }
    }
}
