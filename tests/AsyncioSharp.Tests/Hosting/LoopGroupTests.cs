using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp.Tests.Hosting;

/// <summary>Several loops: which key goes where, one port on all of them, and the end.</summary>
public sealed class LoopGroupTests
{
    [Fact]
    public async Task EqualKeys_GetTheSameLoop_AndKeysAreSharedOut()
    {
        await using var group = new LoopGroup(3);
        Assert.Equal(3, group.Count);
        for (int key = 0; key < 30; key++)
        {
            Assert.Same(group.For(key), group.For(key));
        }

        Assert.Equal(3, Enumerable.Range(0, 30).Select(group.For).Distinct().Count());
        Assert.Same(group.For("a" + "b"), group.For(string.Concat("a", "b")));
        Assert.Equal(group.Hosts, [group.Next(), group.Next(), group.Next()]);
    }

    [Fact]
    public async Task StateOfAKey_NeedsNoLock()
    {
        await using var group = new LoopGroup(2);
        int[] counts = new int[8];
        await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(() => group.For(i % 8).RunAsync(() => Count(i % 8)))));
        Assert.Equal(Enumerable.Repeat(50, 8), counts);

        async Coroutine Count(int key)
        {
            int read = counts[key];
            await Task.CompletedTask;
            counts[key] = read + 1;
            await Asyncio.Yield();
        }
    }

    [Fact]
    public async Task Server_RunsOnAllLoops()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        await using var group = new LoopGroup(2);
        var threads = new ConcurrentDictionary<int, int>();
        await using GroupServer server = await group.StartServerAsync(Answer, "127.0.0.1", 0);
        int port = ((IPEndPoint)server.LocalEndPoint).Port;

        // The operating system chooses by the client's port: it would take 64 coins that all fall on the same side.
        for (int i = 0; i < 64; i++)
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            using var reader = new StreamReader(client.GetStream());
            Assert.Equal("hello", await reader.ReadLineAsync());
        }

        Assert.Equal(2, threads.Count);

        async Coroutine Answer(Connection connection)
        {
            threads[Environment.CurrentManagedThreadId] = 1;
            await connection.WriteLineAsync("hello");
        }
    }

    [Fact]
    public async Task Stop_EndsServersAndTheirConnections_WithoutAReport()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var reports = new ConcurrentQueue<string>();
        var group = new LoopGroup(2, new LoopHostOptions { ExceptionHandler = (_, error) => reports.Enqueue(error.Message) });
        var served = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        GroupServer server = await group.StartServerAsync(Hang, "127.0.0.1", 0);
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)server.LocalEndPoint);
        await served.Task;
        await group.StopAsync();
        Assert.Equal(0, await client.GetStream().ReadAsync(new byte[1]));
        Assert.All(group.Hosts, host => Assert.True(host.Loop.IsClosed));
        Assert.Empty(reports);

        async Coroutine Hang(Connection connection)
        {
            served.SetResult();
            await connection.ReadLineAsync();
        }
    }

    [Fact]
    public async Task PortInUse_IsSaid_AndNothingListens()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await using var group = new LoopGroup(2);
        await Assert.ThrowsAsync<SocketException>(
            () => group.StartServerAsync(static async connection => await connection.DrainAsync(), "127.0.0.1", ((IPEndPoint)taken.LocalEndpoint).Port));
    }

    [Fact]
    public void BadArguments_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LoopGroup(0));
    }
}
