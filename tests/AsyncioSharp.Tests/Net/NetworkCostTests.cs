namespace AsyncioSharp.Tests.Net;

/// <summary>What a request and an idle connection take. Nothing else may run beside them.</summary>
[Collection(AloneCollection.Name)]
public sealed class NetworkCostTests
{
    private const int Requests = 2000;
    private const int Round = 40;

    [Theory]
    [InlineData(PollerKind.Epoll)]
    [InlineData(PollerKind.Completion)]
    public void Request_AllocatesNothing(PollerKind poller)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || poller != PollerKind.Epoll, "epoll is Linux.");

        long allocated = -1;
        NetTest.Run(poller, () => NetTest.Pair(async (client, server) =>
        {
            LoopTask echo = Asyncio.CreateTask(NetTest.Echo(server));
            await Request(client, 200);
            long before = GC.GetAllocatedBytesForCurrentThread();
            await Request(client, Requests);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            client.WriteEof();
            await echo;
        }));

        // Less than a byte a request: the frames of the measurement itself.
        Assert.InRange(allocated, 0, Requests);
    }

    [Theory]
    [InlineData(PollerKind.Default)]
    [InlineData(PollerKind.Completion)]
    public void IdleConnection_TakesLessThan2KB(PollerKind poller) => NetTest.Run(poller, async () =>
    {
        await using Server server = await NetTest.Serve(static async connection => await connection.ReadToEndAsync());
        var clients = new List<Connection>(1000);
        await Open(server, clients, 20);
        var each = new long[5];
        for (int round = 0; round < each.Length; round++)
        {
            long before = LiveBytes();
            await Open(server, clients, Round);
            each[round] = (LiveBytes() - before) / Round;
        }

        foreach (Connection client in clients)
        {
            await client.DisposeAsync();
        }

        // Both ends of a connection are ours; one has a handler that waits. The median: what an earlier test left behind may die in any round.
        Array.Sort(each);
        Assert.InRange(each[each.Length / 2], 1, 2 * 2048);
    });

    private static long LiveBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static async Coroutine Open(Server server, List<Connection> clients, int count)
    {
        for (int i = 0; i < count; i++)
        {
            clients.Add(await NetTest.Connect(server));
        }

        while (server.ConnectionCount < clients.Count)
        {
            await Asyncio.Yield();
        }
    }

    private static async Coroutine Request(Connection client, int count)
    {
        byte[] buffer = new byte[1024];
        for (int i = 0; i < count; i++)
        {
            await client.WriteAsync(buffer);
            for (int read = 0; read < buffer.Length;)
            {
                read += await client.ReadAsync(buffer.AsMemory(read));
            }
        }
    }
}
