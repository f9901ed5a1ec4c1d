using System.Net;

namespace AsyncioSharp.Testing;

/// <summary>
/// The network of a loop on virtual time: <see cref="Asyncio.OpenConnection"/>, <c>Asyncio.StartServer</c> and their forms for Unix
/// sockets lead through memory there. Delays, partial reads, resets and half-open connections come from the seed, so that
/// <c>TestLoop.Explore</c> finds protocol bugs and replays them.
/// <code>
/// TestLoop.Explore(1000, static async () =>
/// {
///     VirtualNetwork.Current.Options = VirtualNetworkOptions.Real with { ResetRate = 0.01 };
///     await using Server server = await Asyncio.StartServer(Handle, "shop", 80);
///     await using Connection client = await Asyncio.OpenConnection("shop", 80);
///     ...
/// });
/// </code>
/// </summary>
/// <remarks>
/// Every name is a host of this network; a server that listens on no particular host is reached under every name. Datagrams
/// may be lost, repeated and overtake each other; one that nothing listens for disappears. Sockets of the operating system are not part of
/// it. Thread affinity: the loop's thread.
/// </remarks>
public sealed class VirtualNetwork
{
    internal VirtualNetwork(EventLoop loop, int? seed)
    {
        Loop = loop;
        Random = new Random(seed ?? 0);
        Options = seed is null ? VirtualNetworkOptions.Ideal : VirtualNetworkOptions.Real;
        Routes = new VirtualNetworkRoutes(this);
    }

    /// <summary>The network of the running loop.</summary>
    /// <exception cref="InvalidOperationException">
    /// No loop is running on this thread, or it is not one of <see cref="TestLoop"/>.
    /// </exception>
    public static VirtualNetwork Current => Asyncio.RunningLoop.Network is VirtualNetworkRoutes routes
        ? routes.Network
        : throw new InvalidOperationException("The running loop is not one of TestLoop and has no virtual network.");

    /// <summary>How the network behaves from now on; what is on its way stays as it is.</summary>
    public VirtualNetworkOptions Options
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    }

    /// <summary>How many connections are open, each counted once.</summary>
    public int ConnectionCount => Links.Count;

    internal EventLoop Loop { get; }

    internal VirtualNetworkRoutes Routes { get; }

    internal Random Random { get; }

    internal List<VirtualLink> Links { get; } = [];

    /// <summary>Resets every open connection, both ends at once.</summary>
    public void ResetAll()
    {
        foreach (VirtualLink link in Links.ToArray())
        {
            link.Reset();
        }
    }

    /// <summary>From now on nothing passes on the connections that are open, and neither end is told: they are half-open.</summary>
    public void SilenceAll() => Links.ForEach(static link => link.Silence());

    internal bool Happens(double rate) => rate > 0 && Random.NextDouble() < rate;

    internal TimeSpan NextLatency()
    {
        (TimeSpan shortest, TimeSpan longest) = (Options.MinLatency, Options.MaxLatency);
        return longest <= shortest ? shortest : new TimeSpan(Random.NextInt64(shortest.Ticks, longest.Ticks + 1));
    }

    internal VirtualLink Connect(EndPoint? client, EndPoint server)
    {
        var link = new VirtualLink(this, client, server);
        Links.Add(link);
        return link;
    }
}
