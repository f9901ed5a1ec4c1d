using System.Net;

namespace AsyncioSharp.Testing;

/// <summary>
/// The network of a loop on virtual time. <see cref="Asyncio.OpenConnection"/>, <c>Asyncio.StartServer</c> and their Unix socket versions
/// use memory there. Delays, partial reads, resets and half-open connections come from the seed, so that <c>TestLoop.Explore</c> finds
/// protocol bugs and replays them.
/// </summary>
/// <remarks>
/// Every name is a host of this network; a server that listens on no particular host can be reached under every name. Datagrams may be
/// lost, duplicated or reordered; a datagram without a receiver is dropped. Sockets of the operating system are not part of this network.
/// Thread affinity: the loop's thread.
/// </remarks>
/// <example>
/// <code>
/// static async Coroutine Serve(Connection peer) =&gt; await peer.WriteLineAsync("hello " + await peer.ReadLineAsync());
///
/// static async Coroutine Test()
/// {
///     var network = AsyncioSharp.Testing.VirtualNetwork.Current;
///     network.Options = network.Options with { LossRate = 0.01 };
///     await using Server server = await Asyncio.StartServer(Serve, "shop", 80);
///     await using Connection client = await Asyncio.OpenConnection("shop", 80);
///     await client.WriteLineAsync("world");
///     Console.WriteLine(await client.ReadLineAsync());
/// }
///
/// // A test method calls TestLoop.Explore directly: no loop runs on its thread.
/// await Task.Run(() =&gt; AsyncioSharp.Testing.TestLoop.Explore(100, Test));
/// </code>
/// </example>
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
    /// No loop is running on this thread, or the running loop was not created by <see cref="TestLoop"/>.
    /// </exception>
    public static VirtualNetwork Current => Asyncio.RunningLoop.Network is VirtualNetworkRoutes routes
        ? routes.Network
        : throw new InvalidOperationException("The running loop is not one of TestLoop and has no virtual network.");

    /// <summary>The behavior of the network from now on; data in flight is not affected.</summary>
    public VirtualNetworkOptions Options
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    }

    /// <summary>The number of open connections, each counted once.</summary>
    public int ConnectionCount => Links.Count;

    internal EventLoop Loop { get; }

    internal VirtualNetworkRoutes Routes { get; }

    internal Random Random { get; }

    internal List<VirtualLink> Links { get; } = [];

    /// <summary>Resets all open connections, both ends at the same time.</summary>
    public void ResetAll()
    {
        foreach (VirtualLink link in Links.ToArray())
        {
            link.Reset();
        }
    }

    /// <summary>Stops delivery on all open connections without notifying either end: they become half-open.</summary>
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
