using System.Net;

namespace AsyncioSharp.Testing;

/// <summary>One connection of a <see cref="VirtualNetwork"/>: two ends, and a lane in each direction.</summary>
internal sealed class VirtualLink
{
    private readonly VirtualNetwork _network;

    internal VirtualLink(VirtualNetwork network, EndPoint? client, EndPoint server)
    {
        _network = network;
        var toServer = new VirtualLane(network, this);
        var toClient = new VirtualLane(network, this);
        Client = new VirtualTransport(this, toClient, toServer, client, server);
        Server = new VirtualTransport(this, toServer, toClient, server, client);
        toServer.Connect(Client, Server);
        toClient.Connect(Server, Client);
    }

    internal VirtualTransport Client { get; }

    internal VirtualTransport Server { get; }

    /// <summary>Nothing is delivered any more, and neither end is notified.</summary>
    internal bool IsSilent { get; private set; }

    internal void Silence() => IsSilent = true;

    /// <summary>Resets both ends immediately.</summary>
    internal void Reset()
    {
        Client.OnReset();
        Server.OnReset();
    }

    /// <summary>An end was closed; the connection is removed once both are.</summary>
    internal void OnEndClosed()
    {
        if (Client.IsClosed && Server.IsClosed)
        {
            _network.Links.Remove(this);
        }
    }

    internal void CloseWithLoop()
    {
        Client.CloseWithLoop(_network.Loop);
        Server.CloseWithLoop(_network.Loop);
    }
}
