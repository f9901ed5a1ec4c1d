using System.Net.Sockets;
using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.Net;

/// <summary>Peers that do what they should not: nothing hangs, nothing stays open, errors say what happened.</summary>
[Collection(AloneCollection.Name)]
public sealed class BadPeerTests
{
    public static TheoryData<PollerKind> Pollers => NetTest.Pollers;

    [Theory]
    [MemberData(nameof(Pollers))]
    public void SlowReader_GetsEverything(PollerKind poller) => Check(poller, () => NetTest.Pair(async (client, server) =>
    {
        byte[] bytes = NetTest.Pattern(3_000_000);
        LoopTask writing = Asyncio.CreateTask(Write());
        var read = new List<byte>();
        byte[] buffer = new byte[70_001];
        int count;
        while ((count = await server.ReadAsync(buffer)) > 0)
        {
            read.AddRange(buffer.AsSpan(0, count));
            await Asyncio.Yield();
        }

        await writing;
        Assert.Equal(bytes, read);

        async Coroutine Write()
        {
            for (int i = 0; i < bytes.Length; i += 1000)
            {
                await client.WriteAsync(bytes.AsMemory(i, 1000));
            }

            client.WriteEof();
        }
    }));

    [Theory]
    [MemberData(nameof(Pollers))]
    public void Flood_DoesNotKeepTheLoopFromOthers(PollerKind poller) => Check(poller, () => NetTest.Pair(async (client, server) =>
    {
        long read = 0;
        LoopTask writing = Asyncio.CreateTask(Flood());
        LoopTask reading = Asyncio.CreateTask(ReadAll());
        while (read == 0)
        {
            await Asyncio.Yield();
        }

        // The reader had at most its share of this iteration and of the next one before this ran again.
        long before = read;
        await Asyncio.Yield();
        Assert.InRange(read - before, 0, 2 * 16 * 4096);
        writing.Cancel();
        reading.Cancel();
        await Asyncio.Wait([writing, reading]);
        Assert.True(writing.IsCanceled && reading.IsCanceled);
        await client.AbortAsync();

        async Coroutine Flood()
        {
            byte[] block = new byte[65_536];
            while (true)
            {
                await client.WriteAsync(block);
            }
        }

        async Coroutine ReadAll()
        {
            byte[] buffer = new byte[4096];
            while (true)
            {
                read += await server.ReadAsync(buffer);
            }
        }
    }));

    [Theory]
    [MemberData(nameof(Pollers))]
    public void Reset_WhileReading(PollerKind poller) => Check(poller, () => NetTest.Pair(async (client, server) =>
    {
        LoopTask<int> reading = Asyncio.CreateTask(client.ReadAsync(new byte[1]));
        await Asyncio.Yield();
        await server.AbortAsync();
        await Asyncio.Wait([reading]);
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<ConnectionLostException>(reading.Exception).SocketErrorCode);
    }));

    [Theory]
    [MemberData(nameof(Pollers))]
    public void Reset_WhileWriting(PollerKind poller) => Check(poller, () => NetTest.Pair(async (client, server) =>
    {
        LoopTask writing = Asyncio.CreateTask(client.WriteAsync(new byte[20_000_000]));
        await Asyncio.Yield();
        await server.AbortAsync();
        await Asyncio.Wait([writing]);
        Assert.IsType<ConnectionLostException>(writing.Exception);
    }));

    [Theory]
    [MemberData(nameof(Pollers))]
    public void Reset_WhileClosing(PollerKind poller) => Check(poller, () => NetTest.Pair(async (client, server) =>
    {
        client.Write(new byte[20_000_000]);
        LoopTask closing = Asyncio.CreateTask(Close());
        await Asyncio.Yield();
        Assert.False(closing.IsDone);
        await server.AbortAsync();
        await closing;

        async Coroutine Close() => await client.DisposeAsync();
    }));

    [Theory]
    [MemberData(nameof(Pollers))]
    public void Reset_DuringTheHandshake(PollerKind poller) => Check(poller, () => NetTest.Pair(async (client, server) =>
    {
        LoopTask handshake = Asyncio.CreateTask(client.StartTlsAsync(Certificates.Client));
        await Asyncio.Yield();
        await server.AbortAsync();
        await Asyncio.Wait([handshake]);
        Assert.IsAssignableFrom<IOException>(handshake.Exception);
    }));

    [Theory]
    [MemberData(nameof(Pollers))]
    public void Reset_AfterAHalfClose(PollerKind poller) => Check(poller, () => NetTest.Pair(async (client, server) =>
    {
        client.WriteEof();
        Assert.Equal(0, await server.ReadAsync(new byte[1]));
        LoopTask<int> reading = Asyncio.CreateTask(client.ReadAsync(new byte[1]));
        await Asyncio.Yield();
        await server.AbortAsync();
        await Asyncio.Wait([reading]);
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<ConnectionLostException>(reading.Exception).SocketErrorCode);
    }));

    [Theory]
    [MemberData(nameof(Pollers))]
    public void PeersThatGoAtOnce_LeaveNothing(PollerKind poller) => Check(poller, async () =>
    {
        int served = 0;
        await using Server server = await NetTest.Serve(async connection =>
        {
            served++;
            Assert.Equal(0, await connection.ReadAsync(new byte[1]));
        });
        for (int i = 0; i < 200; i++)
        {
            await (await NetTest.Connect(server)).DisposeAsync();
        }

        while (served < 200 || server.ConnectionCount > 0)
        {
            await Asyncio.Yield();
        }
    });

    [Theory]
    [MemberData(nameof(Pollers))]
    public void HalfClosed_GoesOnTheOtherWay(PollerKind poller) => Check(poller, () => NetTest.Pair(async (client, server) =>
    {
        client.WriteEof();
        Assert.Equal(0, await server.ReadAsync(new byte[1]));
        await server.WriteAsync(new byte[1_000_000]);
        await server.DisposeAsync();
        Assert.Equal(1_000_000, (await client.ReadToEndAsync()).Length);
        Assert.Throws<InvalidOperationException>(() => client.Write(new byte[1]));
    }));

    [Theory]
    [MemberData(nameof(Pollers))]
    public void Close_WhileReading_EndsTheRead(PollerKind poller) => Check(poller, () => NetTest.Pair(async (client, server) =>
    {
        LoopTask<int> reading = Asyncio.CreateTask(client.ReadAsync(new byte[1]));
        await Asyncio.Yield();
        await client.DisposeAsync();
        await Asyncio.Wait([reading]);
        Assert.IsType<ConnectionLostException>(reading.Exception);
        Assert.Equal(0, await server.ReadAsync(new byte[1]));
    }));

    [Theory]
    [MemberData(nameof(Pollers))]
    public void Cancel_WhileClosing_Aborts(PollerKind poller) => Check(poller, () => NetTest.Pair(async (client, server) =>
    {
        client.Write(new byte[20_000_000]);
        LoopTask closing = Asyncio.CreateTask(Close());
        await Asyncio.Yield();
        closing.Cancel();
        await Asyncio.Wait([closing]);
        Assert.True(closing.IsCanceled);
        await Assert.ThrowsAsync<ConnectionLostException>(async () => await server.ReadToEndAsync());

        async Coroutine Close() => await client.DisposeAsync();
    }));

    [Theory]
    [MemberData(nameof(Pollers))]
    public void ManyIdleConnections(PollerKind poller)
    {
        // Both ends are in this process.
        int count = Math.Clamp((MaxDescriptors() - 1000) / 2, 100, 10_000);
        NetTest.Run(poller, () => Idle(100));
        int before = Descriptors();
        NetTest.Run(poller, () => Idle(count));
        Assert.InRange(Descriptors(), 0, before + 1);
    }

    private static async Coroutine Idle(int count)
    {
        await using Server server = await NetTest.Serve(NetTest.Echo);
        var clients = new List<Connection>();
        for (int i = 0; i < count; i++)
        {
            clients.Add(await NetTest.Connect(server));
        }

        while (server.ConnectionCount < count)
        {
            await Asyncio.Yield();
        }

        // They idle, and are still there.
        for (int i = 0; i < count; i += 97)
        {
            await clients[i].WriteLineAsync("x");
            Assert.Equal("x", await clients[i].ReadLineAsync());
        }

        foreach (Connection client in clients)
        {
            await client.DisposeAsync();
        }

        while (server.ConnectionCount > 0)
        {
            await Asyncio.Yield();
        }
    }

    [Fact]
    public void OutOfDescriptors_IsReported_AndAcceptedLater()
    {
        var reports = new List<LoopErrorContext>();
        TestLoop.Run(async () =>
        {
            EventLoop loop = Asyncio.RunningLoop;
            loop.ExceptionHandler = (_, context) => reports.Add(context);
            var listener = new FedListener();
            bool served = false;
            await using var server = new Server(loop, Handle, [listener], ServerOptions.Default);
            listener.Fail(SocketError.TooManyOpenSockets);
            await Asyncio.Sleep(0.5);
            listener.Feed(new FedTransport());
            await Asyncio.Sleep(0.4);
            Assert.False(served);
            await Asyncio.Sleep(0.2);
            Assert.True(served);

            Coroutine Handle(Connection connection)
            {
                served = true;
                return Coroutine.Completed;
            }
        });
        LoopErrorContext report = Assert.Single(reports);
        Assert.Contains("could not accept a connection", report.Message, StringComparison.Ordinal);
        Assert.Equal(SocketError.TooManyOpenSockets, Assert.IsType<SocketException>(report.Exception).SocketErrorCode);
    }

    // Twice, because the first run opens what the process keeps.
    private static void Check(PollerKind poller, Func<Coroutine> body)
    {
        NetTest.Run(poller, body);
        int before = Descriptors();
        NetTest.Run(poller, body);
        Assert.InRange(Descriptors(), 0, before + 1);
    }

    private static int MaxDescriptors()
    {
        if (!OperatingSystem.IsLinux())
        {
            return 1024;
        }

        string line = File.ReadLines("/proc/self/limits").Single(static line => line.StartsWith("Max open files", StringComparison.Ordinal));
        return int.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3], out int limit) ? limit : int.MaxValue;
    }

    private static int Descriptors() => OperatingSystem.IsLinux() ? Directory.GetFiles("/proc/self/fd").Length : 0;
}
