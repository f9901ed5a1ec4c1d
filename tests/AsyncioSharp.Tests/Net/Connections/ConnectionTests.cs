using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AsyncioSharp.Tests.Net;

/// <summary>Connections and servers over real sockets.</summary>
public sealed class ConnectionTests
{
    public static TheoryData<PollerKind> Pollers => NetTest.Pollers;

    [Theory]
    [MemberData(nameof(Pollers))]
    public void Echo(PollerKind poller) => NetTest.Run(poller, async () =>
    {
        await using Server server = await NetTest.Serve(NetTest.Echo);
        await using Connection connection = await NetTest.Connect(server);
        await connection.WriteLineAsync("hello");
        Assert.Equal("hello", await connection.ReadLineAsync());
        Assert.Equal(server.LocalEndPoint, connection.RemoteEndPoint);
        Assert.Equal(IPAddress.Loopback, ((IPEndPoint)connection.LocalEndPoint!).Address);
    });

    [Theory]
    [MemberData(nameof(Pollers))]
    public void ManyBytesBothWays(PollerKind poller) => NetTest.Run(poller, () => NetTest.Pair(async (client, server) =>
    {
        byte[] bytes = NetTest.Pattern(5_000_000);
        LoopTask writing = Asyncio.CreateTask(Send());
        LoopTask echoing = Asyncio.CreateTask(NetTest.Echo(server));
        byte[] read = await client.ReadExactlyAsync(bytes.Length);
        Assert.Equal(bytes, read);
        await writing;
        client.WriteEof();
        await echoing;

        async Coroutine Send() => await client.WriteAsync(bytes);
    }));

    [Theory]
    [MemberData(nameof(Pollers))]
    public void HalfClose(PollerKind poller) => NetTest.Run(poller, () => NetTest.Pair(async (client, server) =>
    {
        await client.WriteAsync("abc"u8.ToArray());
        client.WriteEof();
        Assert.Equal("abc", Encoding.UTF8.GetString(await server.ReadToEndAsync()));
        Assert.True(server.AtEof);
        await server.WriteAsync("still here"u8.ToArray());
        await server.DisposeAsync();
        Assert.Equal("still here", Encoding.UTF8.GetString(await client.ReadToEndAsync()));
    }));

    [Theory]
    [MemberData(nameof(Pollers))]
    public void Refused(PollerKind poller) => NetTest.Run(poller, async () =>
    {
        int port;
        await using (Server server = await NetTest.Serve(NetTest.Echo))
        {
            port = ((IPEndPoint)server.LocalEndPoint).Port;
        }

        SocketException error = await Assert.ThrowsAsync<SocketException>(async () => await Asyncio.OpenConnection("127.0.0.1", port));
        Assert.Equal(SocketError.ConnectionRefused, error.SocketErrorCode);
    });

    [Theory]
    [MemberData(nameof(Pollers))]
    public void HostName_TriesEveryAddress(PollerKind poller) => NetTest.Run(poller, async () =>
    {
        await using Server server = await NetTest.Serve(NetTest.Echo);
        await using Connection connection = await Asyncio.OpenConnection("localhost", ((IPEndPoint)server.LocalEndPoint).Port);
        await connection.WriteLineAsync("x");
        Assert.Equal("x", await connection.ReadLineAsync());
    });

    [Theory]
    [MemberData(nameof(Pollers))]
    public void UnixSocket(PollerKind poller) => NetTest.Run(poller, async () =>
    {
        string path = Path.Combine(Path.GetTempPath(), $"asyncio-{Guid.NewGuid():N}.sock");
        await using (Server server = await Asyncio.StartUnixServer(NetTest.Echo, path))
        {
            await using Connection connection = await Asyncio.OpenUnixConnection(path);
            await connection.WriteLineAsync("x");
            Assert.Equal("x", await connection.ReadLineAsync());
        }

        Assert.False(File.Exists(path));
    });

    [Theory]
    [MemberData(nameof(Pollers))]
    public void Reset_IsSaidToReaderAndWriter(PollerKind poller) => NetTest.Run(poller, () => NetTest.Pair(async (client, server) =>
    {
        await server.AbortAsync();
        ConnectionLostException error = await Assert.ThrowsAsync<ConnectionLostException>(async () => await client.ReadAsync(new byte[1]));
        Assert.Equal(SocketError.ConnectionReset, error.SocketErrorCode);
        await Assert.ThrowsAsync<ConnectionLostException>(async () => await client.WriteAsync(new byte[1]));
    }));
}
