using System.Net;
using System.Net.Sockets;
using System.Text;
using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.Net;

/// <summary>What users of asyncio's network suffer from, and what holds here instead. Each rule has its number.</summary>
public sealed class NetworkRuleTests
{
    public static TheoryData<PollerKind> Pollers => NetTest.Pollers;

    [Theory]
    [MemberData(nameof(Pollers))]
    public void Rule01_AnyNumberMayDrain_InOrder(PollerKind poller) => NetTest.Run(poller, () => NetTest.Pair(async (client, server) =>
    {
        client.Write(new byte[20_000_000]);
        var order = new List<int>();
        LoopTask[] drains = [.. Enumerable.Range(0, 5).Select(i => Asyncio.CreateTask(Drain(i)))];
        await Asyncio.Yield();
        drains[1].Cancel();
        await Asyncio.Wait([drains[1]]);
        Assert.Empty(order);
        await server.ReadExactlyAsync(20_000_000);
        await Asyncio.Wait(drains);
        Assert.True(drains[1].IsCanceled);
        Assert.Equal([0, 2, 3, 4], order);

        async Coroutine Drain(int number)
        {
            await client.DrainAsync();
            order.Add(number);
        }
    }));

    [Theory]
    [MemberData(nameof(Pollers))]
    public void Rule02_WriteWaits_AndThrowsAfterALoss(PollerKind poller) => NetTest.Run(poller, () => NetTest.Pair(async (client, server) =>
    {
        const int Chunk = 100_000;
        LoopTask flood = Asyncio.CreateTask(Flood());
        while (client.UnsentBytes == 0)
        {
            await Asyncio.Yield();
        }

        for (int i = 0; i < 100; i++)
        {
            await Asyncio.Yield();
        }

        Assert.InRange(client.UnsentBytes, 1, client.Limits.WriteHighWater + Chunk);
        await server.AbortAsync();
        await Assert.ThrowsAsync<ConnectionLostException>(async () => await flood);
        Assert.Throws<ConnectionLostException>(() => client.Write(new byte[1]));
        Assert.Equal(0, client.UnsentBytes);

        async Coroutine Flood()
        {
            while (true)
            {
                await client.WriteAsync(new byte[Chunk]);
            }
        }
    }));

    [Theory]
    [MemberData(nameof(Pollers))]
    public void Rule03_WriterHearsOfTheLoss(PollerKind poller) => NetTest.Run(poller, () => NetTest.Pair(async (client, server) =>
    {
        await server.AbortAsync();
        await Assert.ThrowsAsync<ConnectionLostException>(async () =>
        {
            while (true)
            {
                await client.WriteAsync(new byte[1]);
            }
        });
        await Assert.ThrowsAsync<ConnectionLostException>(async () => await client.DrainAsync());
    }));

    [Theory]
    [MemberData(nameof(Pollers))]
    public void Rule04_StopEndsAServer_WhoseClientIdles(PollerKind poller) => NetTest.Run(poller, async () =>
    {
        var ended = new List<string>();
        Server server = await NetTest.Serve(async connection =>
        {
            try
            {
                await connection.ReadAsync(new byte[1]);
            }
            catch (LoopCanceledException)
            {
                ended.Add("canceled");
                throw;
            }
        });
        await using Connection idle = await NetTest.Connect(server);
        while (server.ConnectionCount == 0)
        {
            await Asyncio.Yield();
        }

        await Asyncio.Yield();
        await server.StopAsync(TimeSpan.Zero);
        Assert.Equal(["canceled"], ended);
        Assert.Equal(0, server.ConnectionCount);
        Assert.Equal(0, await idle.ReadAsync(new byte[1]));
    });

    [Theory]
    [MemberData(nameof(Pollers))]
    public void Rule04_StopAborts_WhoDoesNotLetItselfBeCanceled(PollerKind poller) => NetTest.Run(poller, async () =>
    {
        bool refused = false;
        Server server = await NetTest.Serve(async connection =>
        {
            while (true)
            {
                try
                {
                    await connection.ReadAsync(new byte[1]);
                }
                catch (LoopCanceledException)
                {
                    refused = true;
                    continue;
                }
                catch (ConnectionLostException)
                {
                    return;
                }
            }
        });
        await using Connection idle = await NetTest.Connect(server);
        while (server.ConnectionCount == 0)
        {
            await Asyncio.Yield();
        }

        await Asyncio.Yield();
        await server.StopAsync(TimeSpan.FromTicks(1));
        Assert.True(refused);
    });

    [Theory]
    [MemberData(nameof(Pollers))]
    public void Rule05_HandlersBelongToTheServer_AndTheirErrorsAreReported(PollerKind poller)
    {
        bool canceled = false;
        List<LoopErrorContext> reports = NetTest.RunWithReports(poller, async () =>
        {
            await using (Server server = await NetTest.Serve(Handle))
            {
                await using Connection failing = await NetTest.Connect(server);
                await failing.WriteLineAsync("fail");
                await Assert.ThrowsAsync<ConnectionLostException>(async () => await failing.ReadAsync(new byte[1]));
                Connection waiting = await NetTest.Connect(server);
                await waiting.WriteLineAsync("wait");
                Assert.Equal("waiting", await waiting.ReadLineAsync());
                await waiting.DisposeAsync();
            }

            Assert.Equal([Asyncio.CurrentTask!], Asyncio.AllTasks());
        });
        Assert.True(canceled);
        LoopErrorContext report = Assert.Single(reports);
        Assert.StartsWith("Unhandled exception in the handler of <Connection 127.0.0.1:", report.Message, StringComparison.Ordinal);
        Assert.IsType<FormatException>(report.Exception);

        async Coroutine Handle(Connection connection)
        {
            if (await connection.ReadLineAsync() == "fail")
            {
                throw new FormatException();
            }

            await connection.WriteLineAsync("waiting");
            try
            {
                await Asyncio.RunningLoop.CreateFuture();
            }
            catch (LoopCanceledException)
            {
                canceled = true;
                throw;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public void Rule06_MaxConnections_StopsAccepting(PollerKind poller) => NetTest.Run(poller, async () =>
    {
        await using Server server = await NetTest.Serve(
            async connection =>
            {
                await connection.WriteLineAsync("hello");
                await connection.ReadToEndAsync();
            },
            new ServerOptions { MaxConnections = 2 });
        Connection first = await NetTest.Connect(server);
        await using Connection second = await NetTest.Connect(server);
        await using Connection third = await NetTest.Connect(server);
        Assert.Equal("hello", await first.ReadLineAsync());
        Assert.Equal("hello", await second.ReadLineAsync());
        LoopTask<string?> greeting = Asyncio.CreateTask(third.ReadLineAsync());
        for (int i = 0; i < 100; i++)
        {
            await Asyncio.Yield();
            Assert.Equal(2, server.ConnectionCount);
        }

        Assert.False(greeting.IsDone);
        await first.DisposeAsync();
        Assert.Equal("hello", await greeting);
    });

    [Theory]
    [MemberData(nameof(Pollers))]
    public void Rule07_LeftOpen_IsClosedAndReportedWithTheLoop(PollerKind poller)
    {
        Connection? left = null;
        List<LoopErrorContext> reports = NetTest.RunWithReports(poller, async () =>
        {
            Server server = await NetTest.Serve(NetTest.Echo);
            left = await NetTest.Connect(server);
        });
        Assert.Contains(reports, static report => report.Message.Contains("<Connection 127.0.0.1:", StringComparison.Ordinal)
            && report.Message.EndsWith("was still open when its loop was closed", StringComparison.Ordinal));
        Assert.Contains(reports, static report => report.Message.StartsWith("<Listening socket 127.0.0.1:", StringComparison.Ordinal));
        Assert.True(left!.IsClosing);
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public void Rule08_StartTls_KeepsWhatHasArrived(PollerKind poller) => NetTest.Run(poller, () => NetTest.Pair(async (client, server) =>
    {
        // One packet: the line of a proxy and the client's first message of TLS.
        await client.WriteLineAsync("PROXY TCP4");
        LoopTask handshake = Asyncio.CreateTask(client.StartTlsAsync(Certificates.Client));
        while (server.TryFill() < 0 || server.ReceivedBytes <= "PROXY TCP4\n".Length)
        {
            await Asyncio.Yield();
        }

        Assert.Equal("PROXY TCP4", await server.ReadLineAsync());
        await server.StartTlsAsync(Certificates.Server);
        await handshake;
        await client.WriteLineAsync("secret");
        Assert.Equal("secret", await server.ReadLineAsync());
        Assert.NotNull(server.Tls);
    }));

    [Theory]
    [MemberData(nameof(Pollers))]
    public void Rule09_TlsCloses_WithoutWaitingForThePeer(PollerKind poller) => NetTest.Run(poller, () => NetTest.Pair(
        async (client, server) =>
        {
            await client.WriteLineAsync("x");
            Assert.Equal("x", await server.ReadLineAsync());

            // The peer neither reads nor answers.
            await client.DisposeAsync();
            Assert.Equal(0, await server.ReadAsync(new byte[1]));
        },
        new ServerOptions { Tls = Certificates.Server },
        new ConnectOptions { Tls = Certificates.Client }));

    [Theory]
    [MemberData(nameof(Pollers))]
    public void Rule10_TlsHandshake_EndsWithThePeer(PollerKind poller) => NetTest.Run(poller, () => NetTest.Pair(async (client, server) =>
    {
        LoopTask handshake = Asyncio.CreateTask(client.StartTlsAsync(Certificates.Client));
        Assert.True(await server.ReadAsync(new byte[4096]) > 0);
        await server.DisposeAsync();
        await Assert.ThrowsAnyAsync<IOException>(async () => await handshake);
        Assert.True(client.IsClosing);
    }));

    [Theory]
    [MemberData(nameof(Pollers))]
    public void Rule10_TlsHandshake_HasATimeout(PollerKind poller) => NetTest.Run(poller, () => NetTest.Pair(async (client, server) =>
    {
        TimeoutException error = await Assert.ThrowsAsync<TimeoutException>(
            async () => await client.StartTlsAsync(Certificates.Client, TimeSpan.FromTicks(1)));
        Assert.Contains("TLS handshake", error.Message, StringComparison.Ordinal);
        Assert.True(client.IsClosing);
        Assert.False(server.IsClosing);
    }));

    [Theory]
    [MemberData(nameof(Pollers))]
    public void Rule11_OverTheLimit_NamesIt_AndLosesNothing(PollerKind poller) => NetTest.Run(poller, () => NetTest.Pair(
        async (client, server) =>
        {
            string line = new('x', 100_000);
            LoopTask writing = Asyncio.CreateTask(client.WriteLineAsync(line));
            LimitOverrunException error = await Assert.ThrowsAsync<LimitOverrunException>(async () => await server.ReadLineAsync());
            Assert.Equal(65_536, error.Limit);
            Assert.Contains("ConnectionLimits.MaxLineLength", error.Message, StringComparison.Ordinal);
            Assert.Contains("maxLength", error.Message, StringComparison.Ordinal);
            Assert.Equal(line, await server.ReadLineAsync(maxLength: 200_000));
            await writing;
        }));

    [Fact]
    public void Rule12_ReadGoesStraightIntoTheCallersMemory() => TestLoop.Run(async () =>
    {
        var transport = new FedTransport();
        var connection = new Connection(Asyncio.RunningLoop, transport);
        transport.Feed("abc"u8);
        Assert.Equal(3, await connection.ReadAsync(new byte[12_345]));
        Assert.Equal(12_345, transport.LastReadLength);
    });

    [Theory]
    [MemberData(nameof(Pollers))]
    public void Rule13_Datagrams_AreNotBufferedHere(PollerKind poller) => NetTest.Run(poller, async () =>
    {
        using DatagramSocket near = Asyncio.OpenDatagramSocket(new IPEndPoint(IPAddress.Loopback, 0));
        using DatagramSocket far = Asyncio.OpenDatagramSocket(new IPEndPoint(IPAddress.Loopback, 0), near.LocalEndPoint);
        byte[] buffer = new byte[100];
        LoopTask<ReceivedDatagram> first = Asyncio.CreateTask(near.ReceiveFromAsync(buffer));
        await Asyncio.Yield();
        await far.SendAsync("one"u8.ToArray());
        Assert.Equal(new ReceivedDatagram(3, far.LocalEndPoint), await first);
        Assert.Equal("one", Encoding.UTF8.GetString(buffer, 0, 3));
        await near.SendToAsync(ReadOnlyMemory<byte>.Empty, far.LocalEndPoint);
        Assert.Equal(0, (await far.ReceiveFromAsync(buffer)).Count);
        SocketException error = await Assert.ThrowsAsync<SocketException>(
            async () => await near.SendToAsync(new byte[100_000], far.LocalEndPoint));
        Assert.Equal(SocketError.MessageSize, error.SocketErrorCode);
    });
}
