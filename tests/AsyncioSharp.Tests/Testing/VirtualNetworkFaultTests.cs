using System.Net.Sockets;
using AsyncioSharp.Testing;
using static AsyncioSharp.Tests.Testing.VirtualNetworkTests;

namespace AsyncioSharp.Tests.Testing;

/// <summary>What goes wrong on a network, in memory.</summary>
public sealed class VirtualNetworkFaultTests
{
    [Fact]
    public void Refused_AtItsRate() => TestLoop.Run(static async () =>
    {
        VirtualNetwork.Current.Options = new() { RefuseRate = 1 };
        await using Server server = await Asyncio.StartServer(Echo, "localhost", 7);
        SocketException error = await Assert.ThrowsAsync<SocketException>(static async () => await Asyncio.OpenConnection("localhost", 7));
        Assert.Equal(SocketError.ConnectionRefused, error.SocketErrorCode);
        Assert.Equal(0, VirtualNetwork.Current.ConnectionCount);
    });

    [Fact]
    public void AReset_EndsReadsAndWrites_OfBothEnds() => WithPair(static async (client, peer) =>
    {
        LoopTask<int> clientRead = Asyncio.CreateTask(client.ReadAsync(new byte[1]));
        LoopTask<int> peerRead = Asyncio.CreateTask(peer.ReadAsync(new byte[1]));
        await Asyncio.Sleep(1);
        VirtualNetwork.Current.ResetAll();
        await LostAsync(clientRead);
        await LostAsync(peerRead);
        await Assert.ThrowsAsync<ConnectionLostException>(async () => await client.WriteAsync(new byte[1]));
        await Assert.ThrowsAsync<ConnectionLostException>(async () => await peer.WriteAsync(new byte[1]));

        static async Coroutine LostAsync(LoopTask<int> read)
        {
            ConnectionLostException error = await Assert.ThrowsAsync<ConnectionLostException>(async () => await read);
            Assert.Equal(SocketError.ConnectionReset, error.SocketErrorCode);
        }
    });

    [Fact]
    public void AReset_EndsAWriterThatWaits() => WithPair(static async (client, _) =>
    {
        LoopTask writing = Asyncio.CreateTask(client.WriteAsync(new byte[300_000]));
        await Asyncio.Sleep(1);
        VirtualNetwork.Current.ResetAll();
        await Assert.ThrowsAsync<ConnectionLostException>(async () => await writing);
    });

    [Fact]
    public void AReset_AtItsRate_ComesInsteadOfTheBytes() => WithPair(static async (client, peer) =>
    {
        VirtualNetwork.Current.Options = new() { ResetRate = 1 };
        await Assert.ThrowsAsync<ConnectionLostException>(async () => await client.WriteAsync(new byte[1]));
        await Assert.ThrowsAsync<ConnectionLostException>(async () => await peer.ReadAsync(new byte[1]));
    });

    [Fact]
    public void ASilentConnection_IsHalfOpen_NeitherEndKnows() => WithPair(static async (client, peer) =>
    {
        VirtualNetwork.Current.SilenceAll();
        await client.WriteAsync("lost"u8.ToArray());
        await client.DisposeAsync();
        await Assert.ThrowsAsync<TimeoutException>(async () => await Asyncio.WaitFor(peer.ReadAsync(new byte[1]), TimeSpan.FromDays(1)));
        await peer.WriteAsync("lost"u8.ToArray());
    });

    [Fact]
    public void ASilentConnection_WithoutATimeout_IsADeadlock() => Assert.Throws<DeadlockException>(
        static () => WithPair(static async (_, peer) =>
        {
            VirtualNetwork.Current.SilenceAll();
            await peer.ReadAsync(new byte[1]);
        }));

    [Fact]
    public void TheEnd_IsHalfOfIt() => WithPair(static async (client, peer) =>
    {
        client.WriteEof();
        Assert.Empty(await peer.ReadToEndAsync());
        await peer.WriteLineAsync("still here");
        Assert.Equal("still here", await client.ReadLineAsync());
    });

    [Fact]
    public void WritingToAPeerThatHasClosed_IsAnsweredByAReset() => WithPair(static async (client, peer) =>
    {
        await client.DisposeAsync();
        Assert.Empty(await peer.ReadToEndAsync());
        await peer.WriteAsync(new byte[1]);
        await Asyncio.Sleep(1);
        await Assert.ThrowsAsync<ConnectionLostException>(async () => await peer.WriteAsync(new byte[1]));
    });

    // As a socket does: a server that answers and closes without reading the whole request takes its answer back.
    [Fact]
    public void ClosingWithBytesUnread_IsAReset() => WithPair(static async (client, peer) =>
    {
        await client.WriteAsync(new byte[10]);
        await Asyncio.Sleep(1);
        await peer.WriteAsync("answer"u8.ToArray());
        await peer.DisposeAsync();
        await Assert.ThrowsAsync<ConnectionLostException>(async () => await client.ReadToEndAsync());
    });

    [Fact]
    public void AnAbort_IsAResetForThePeer() => WithPair(static async (client, peer) =>
    {
        await client.AbortAsync();
        await Assert.ThrowsAsync<ConnectionLostException>(async () => await peer.ReadAsync(new byte[1]));
    });

    [Fact]
    public void AServerThatCloses_ResetsWhoWasNotAccepted() => TestLoop.Run(static async () =>
    {
        Future<Connection> accepted = Asyncio.RunningLoop.CreateFuture<Connection>();
        await using Server server = await Asyncio.StartServer(Keep(accepted), "localhost", 7, new ServerOptions { MaxConnections = 1 });
        await using Connection first = await Asyncio.OpenConnection("localhost", 7);
        await accepted;
        await using Connection second = await Asyncio.OpenConnection("localhost", 7);
        await server.DisposeAsync();
        await Assert.ThrowsAsync<ConnectionLostException>(async () => await second.ReadAsync(new byte[1]));
    });

    [Fact]
    public void UnderFaults_ARun_IsReproducible_AndNothingHangs()
    {
        string[] runs = [.. Enumerable.Range(0, 100).Select(Outcome)];
        Assert.Equal(runs, Enumerable.Range(0, 100).Select(Outcome));
        Assert.InRange(runs.Distinct().Count(), 3, 100);

        static string Outcome(int seed)
        {
            try
            {
                return TestLoop.Run(() => Asyncio.WaitFor(Talk(), TimeSpan.FromSeconds(30)), seed);
            }
            catch (Exception e) when (e is TimeoutException or ConnectionLostException or SocketException or IncompleteReadException)
            {
                return e.GetType().Name;
            }
        }

        static async Coroutine<string> Talk()
        {
            VirtualNetwork.Current.Options = VirtualNetworkOptions.Real with
            {
                LossRate = 0.05,
                ResetRate = 0.02,
                SilenceRate = 0.02,
                RefuseRate = 0.05,
            };
            Asyncio.RunningLoop.ExceptionHandler = static (_, _) => { };
            await using Server server = await Asyncio.StartServer(Echo, "localhost", 7);
            await using Connection client = await Asyncio.OpenConnection("localhost", 7);
            for (int i = 0; i < 10; i++)
            {
                await client.WriteLineAsync($"message {i}");
                Assert.Equal($"message {i}", await client.ReadLineAsync());
            }

            return "answered";
        }
    }

    private static void WithPair(Func<Connection, Connection, Coroutine> body) => TestLoop.Run(async () =>
    {
        Future<Connection> accepted = Asyncio.RunningLoop.CreateFuture<Connection>();
        await using Server server = await Asyncio.StartServer(Keep(accepted), "localhost", 7);
        await using Connection client = await Asyncio.OpenConnection("localhost", 7);
        await body(client, await accepted);
    });
}
