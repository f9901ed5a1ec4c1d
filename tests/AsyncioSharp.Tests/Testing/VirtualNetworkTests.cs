using System.Net;
using System.Net.Sockets;
using System.Text;
using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.Testing;

/// <summary>Connections and servers over memory, on virtual time.</summary>
public sealed class VirtualNetworkTests
{
    [Fact]
    public void WithoutASeed_BytesArriveWhole_AndNoTimePasses() => TestLoop.Run(static async () =>
    {
        await using Server server = await Asyncio.StartServer(Echo, "localhost", 7);
        await using Connection client = await Asyncio.OpenConnection("localhost", 7);
        await client.WriteAsync(new byte[30_000]);
        var buffer = new byte[50_000];
        Assert.Equal(30_000, await client.ReadAsync(buffer));
        Assert.Equal(TimeSpan.Zero, Asyncio.RunningLoop.Time);
    });

    [Fact]
    public void Latency_CountsEachWay()
    {
        TestLoop.Run(static async () =>
        {
            VirtualNetwork.Current.Options = new() { MinLatency = TimeSpan.FromSeconds(1), MaxLatency = TimeSpan.FromSeconds(1) };
            await using Server server = await Asyncio.StartServer(Echo, "localhost", 7);
            await using Connection client = await Asyncio.OpenConnection("localhost", 7);
            Assert.Equal(2, Asyncio.RunningLoop.Time.TotalSeconds);
            await client.WriteLineAsync("hello");
            Assert.Equal("hello", await client.ReadLineAsync());
            Assert.Equal(4, Asyncio.RunningLoop.Time.TotalSeconds);
        });
    }

    [Fact]
    public void ALostSegment_ArrivesLater_AndHoldsUpWhatIsBehindIt() => TestLoop.Run(static async () =>
    {
        await using Server server = await Asyncio.StartServer(Echo, "localhost", 7);
        await using Connection client = await Asyncio.OpenConnection("localhost", 7);
        VirtualNetwork.Current.Options = new() { LossRate = 1 };
        await client.WriteAsync("a"u8.ToArray());
        VirtualNetwork.Current.Options = VirtualNetworkOptions.Ideal;
        await client.WriteAsync("b\n"u8.ToArray());
        Assert.Equal("ab", await client.ReadLineAsync());
        Assert.Equal(0.2, Asyncio.RunningLoop.Time.TotalSeconds);
    });

    [Fact]
    public void UnderEverySchedule_EveryByteArrives_InOrder() => TestLoop.Explore(200, static async () =>
    {
        VirtualNetwork.Current.Options = VirtualNetworkOptions.Real with { LossRate = 0.1, WindowSize = 1000 };
        var sent = new byte[5000];
        new Random(1).NextBytes(sent);
        await using Server server = await Asyncio.StartServer(Echo, "localhost", 7);
        await using Connection client = await Asyncio.OpenConnection("localhost", 7);
        (_, byte[] received) = await Asyncio.Gather(Send(client, sent), client.ReadToEndAsync());
        Assert.Equal(sent, received);

        static async Coroutine<bool> Send(Connection client, byte[] bytes)
        {
            await client.WriteAsync(bytes);
            client.WriteEof();
            return true;
        }
    });

    [Fact]
    public void AWriter_WaitsForAReaderThatDoesNotRead() => TestLoop.Run(static async () =>
    {
        Future<Connection> accepted = Asyncio.RunningLoop.CreateFuture<Connection>();
        await using Server server = await Asyncio.StartServer(Keep(accepted), "localhost", 7);
        await using Connection client = await Asyncio.OpenConnection("localhost", 7);
        LoopTask writing = Asyncio.CreateTask(client.WriteAsync(new byte[300_000]));
        Connection peer = await accepted;
        await Asyncio.Sleep(1000);
        Assert.False(writing.IsDone);
        await peer.ReadExactlyAsync(300_000);
        await writing;
        client.WriteEof();
        Assert.Empty(await peer.ReadToEndAsync());
    });

    [Fact]
    public void Hosts_AreToldApart_AndAServerOnNoHostIsOnAll() => TestLoop.Run(static async () =>
    {
        await using Server first = await Asyncio.StartServer(Say("first"), "first", 80);
        await using Server second = await Asyncio.StartServer(Say("second"), "second", 80);
        await using Server any = await Asyncio.StartServer(Say("any"), null, 81);
        Assert.Equal("first", await Ask("first", 80));
        Assert.Equal("second", await Ask("second", 80));
        Assert.Equal("any", await Ask("second", 81));
        Assert.Equal("any", await Ask("192.0.2.1", 81));
        Assert.Equal(80, ((IPEndPoint)first.LocalEndPoint).Port);
    });

    [Fact]
    public void UnixSockets_LeadThroughMemoryToo() => TestLoop.Run(static async () =>
    {
        await using Server server = await Asyncio.StartUnixServer(Say("hello"), "/no/such/directory/socket");
        await using Connection client = await Asyncio.OpenUnixConnection("/no/such/directory/socket");
        Assert.Equal("hello", await client.ReadLineAsync());
        Assert.False(File.Exists("/no/such/directory/socket"));
        await server.DisposeAsync();
        await RefusedAsync(Asyncio.OpenUnixConnection("/no/such/directory/socket"));
    });

    [Fact]
    public void Ports_AreTaken_Free_AndRefused() => TestLoop.Run(static async () =>
    {
        await using Server server = await Asyncio.StartServer(Echo, "localhost", 0);
        int port = ((IPEndPoint)server.LocalEndPoint).Port;
        Assert.InRange(port, 1, 65535);
        SocketException taken = await Assert.ThrowsAsync<SocketException>(async () => await Asyncio.StartServer(Echo, "localhost", port));
        Assert.Equal(SocketError.AddressAlreadyInUse, taken.SocketErrorCode);
        await RefusedAsync(Asyncio.OpenConnection("localhost", port == 80 ? 81 : 80));
        await server.DisposeAsync();
        await RefusedAsync(Asyncio.OpenConnection("localhost", port));
    });

    [Fact]
    public void AFullBacklog_MakesTheNextOneWait() => TestLoop.Run(static async () =>
    {
        await using Server server = await Asyncio.StartServer(
            Echo, "localhost", 7, new ServerOptions { MaxConnections = 1, Backlog = 1 });
        await using Connection served = await Asyncio.OpenConnection("localhost", 7);
        await served.WriteLineAsync("a");
        Assert.Equal("a", await served.ReadLineAsync());
        await using Connection waiting = await Asyncio.OpenConnection("localhost", 7);
        LoopTask<Connection> third = Asyncio.CreateTask(Asyncio.OpenConnection("localhost", 7));
        await Asyncio.Sleep(10);
        Assert.False(third.IsDone);
        await served.DisposeAsync();
        await using Connection connected = await third;
    });

    [Fact]
    public void TheRunningLoop_WithoutVirtualTime_HasNone() => Asyncio.Run(
        static async () =>
        {
            await Asyncio.Yield();
            Assert.Throws<InvalidOperationException>(static () => VirtualNetwork.Current);
        },
        new RunOptions { HandleInterrupt = false });

    [Fact]
    public void WhatIsLeftOpen_IsReportedWithItsLoop()
    {
        var reports = new List<string>();
        Asyncio.Run(
            static async () =>
            {
                Server server = await Asyncio.StartServer(Echo, "localhost", 7);
                await Asyncio.OpenConnection("localhost", 7);
                server.Close();
            },
            Survivor.Options(context => reports.Add(context.Message)));
        Assert.Contains(reports, static report => report.StartsWith("<Connection 127.0.0.1:", StringComparison.Ordinal));
        Assert.All(reports, static report => Assert.EndsWith("was still open when its loop was closed", report, StringComparison.Ordinal));
    }

    [Fact]
    public void ASeed_GivesTheSameRun_AndAnotherOneAnother()
    {
        Assert.Equal(Trace(3), Trace(3));
        Assert.NotEqual(Trace(3), Trace(4));

        static string Trace(int seed) => TestLoop.Run(
            static async () =>
            {
                var trace = new StringBuilder();
                await using Server server = await Asyncio.StartServer(Echo, "localhost", 7);
                await using Connection client = await Asyncio.OpenConnection("localhost", 7);
                await client.WriteAsync(new byte[5000]);
                client.WriteEof();
                var buffer = new byte[5000];
                while (await client.ReadAsync(buffer) is var count and > 0)
                {
                    trace.Append($"{count}@{Asyncio.RunningLoop.Time.Ticks} ");
                }

                return trace.ToString();
            },
            seed);
    }

    internal static async Coroutine Echo(Connection connection)
    {
        var buffer = new byte[4096];
        while (await connection.ReadAsync(buffer) is var count and > 0)
        {
            await connection.WriteAsync(buffer.AsMemory(0, count));
        }
    }

    internal static Func<Connection, Coroutine> Keep(Future<Connection> accepted) => async connection =>
    {
        accepted.SetResult(connection);
        await Asyncio.RunningLoop.CreateFuture();
    };

    private static Func<Connection, Coroutine> Say(string text) => async connection => await connection.WriteLineAsync(text);

    private static async Coroutine<string?> Ask(string host, int port)
    {
        await using Connection connection = await Asyncio.OpenConnection(host, port);
        return await connection.ReadLineAsync();
    }

    private static async Coroutine RefusedAsync(Coroutine<Connection> connecting)
    {
        SocketException error = await Assert.ThrowsAsync<SocketException>(async () => await connecting);
        Assert.Equal(SocketError.ConnectionRefused, error.SocketErrorCode);
    }
}
