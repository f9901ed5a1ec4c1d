using System.Net;
using System.Net.Security;

namespace AsyncioSharp.Tests.Net;

/// <summary>The TLS options that a user gives stay the user's.</summary>
public sealed class TlsOptionsTests
{
    [Fact]
    public void ConnectionsThatShareOptions_EachNameTheirHost() => NetTest.Run(PollerKind.Default, static async () =>
    {
        await using Server server = await NetTest.Serve(NetTest.Echo, new ServerOptions { Tls = Certificates.Server });
        int port = ((IPEndPoint)server.LocalEndPoint).Port;
        SslClientAuthenticationOptions shared = Certificates.Client;
        shared.TargetHost = null;
        var options = new ConnectOptions { Tls = shared };
        await using Connection first = await Asyncio.OpenConnection("127.0.0.1", port, options);
        await using Connection second = await Asyncio.OpenConnection("localhost", port, options);
        Assert.Equal("127.0.0.1", first.Tls!.TargetHostName);
        Assert.Equal("localhost", second.Tls!.TargetHostName);
        Assert.Null(shared.TargetHost);

        // A client that closes without having read what the server's TLS has sent resets the connection.
        Assert.Equal("a", await Ask(first));
        Assert.Equal("a", await Ask(second));
    });

    private static async Coroutine<string?> Ask(Connection connection)
    {
        await connection.WriteLineAsync("a");
        return await connection.ReadLineAsync();
    }
}
