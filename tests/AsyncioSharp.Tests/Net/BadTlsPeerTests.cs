using System.Security.Authentication;

namespace AsyncioSharp.Tests.Net;

/// <summary>Peers that do not speak TLS, or stop in the middle of it: the server ends the connection and says why.</summary>
public sealed class BadTlsPeerTests
{
    public static TheoryData<PollerKind> Pollers => NetTest.Pollers;

    [Theory]
    [MemberData(nameof(Pollers))]
    public void AClientThatNeverAnswers_IsLeftAfterTheTimeout(PollerKind poller)
    {
        var options = new ServerOptions { Tls = Certificates.Server, TlsHandshakeTimeout = TimeSpan.FromTicks(1) };
        LoopErrorContext report = Assert.Single(Talk(poller, options, []));
        Assert.Contains("TLS handshake", Assert.IsType<TimeoutException>(report.Exception).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public void AClientThatSpeaksSomethingElse_IsRefused(PollerKind poller)
    {
        LoopErrorContext report = Assert.Single(
            Talk(poller, new ServerOptions { Tls = Certificates.Server }, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray()));
        Assert.IsType<AuthenticationException>(report.Exception);
        Assert.StartsWith("Unhandled exception in the handler of <Connection", report.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public void AReset_OfAnEncryptedConnection_EndsTheRead(PollerKind poller) => NetTest.Run(poller, () => NetTest.Pair(
        static async (client, server) =>
        {
            await client.WriteLineAsync("x");
            Assert.Equal("x", await server.ReadLineAsync());
            LoopTask<int> reading = Asyncio.CreateTask(server.ReadAsync(new byte[1]));
            await Asyncio.Yield();
            await client.AbortAsync();
            await Asyncio.Wait([reading]);
            Assert.IsType<ConnectionLostException>(reading.Exception);
            await Assert.ThrowsAsync<ConnectionLostException>(async () => await server.WriteLineAsync("y"));
        },
        new ServerOptions { Tls = Certificates.Server },
        new ConnectOptions { Tls = Certificates.Client }));

    // The client sees the end, of whatever kind, and the handler never runs.
    private static List<LoopErrorContext> Talk(PollerKind poller, ServerOptions options, byte[] said) =>
        NetTest.RunWithReports(poller, async () =>
        {
            await using Server server = await NetTest.Serve(static _ => throw new NotSupportedException(), options);
            await using Connection client = await NetTest.Connect(server);
            await client.WriteAsync(said);
            try
            {
                await client.ReadToEndAsync();
            }
            catch (ConnectionLostException)
            {
                // The server aborts the connection.
            }

            while (server.ConnectionCount > 0)
            {
                await Asyncio.Yield();
            }
        });
}
