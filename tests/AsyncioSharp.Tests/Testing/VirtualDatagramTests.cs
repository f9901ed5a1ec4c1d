using System.Net;
using System.Net.Sockets;
using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.Testing;

/// <summary>Datagrams of the virtual network.</summary>
public sealed class VirtualDatagramTests
{
    private static readonly IPEndPoint s_server = new(IPAddress.Parse("10.0.0.1"), 53);

    [Fact]
    public void AskAndAnswer() => TestLoop.Run(static async () =>
    {
        using DatagramSocket server = Asyncio.OpenDatagramSocket(new IPEndPoint(IPAddress.Any, 53));
        using DatagramSocket client = Asyncio.OpenDatagramSocket(remote: s_server);
        LoopTask serving = Asyncio.CreateTask(AnswerOnce(server));
        await client.SendAsync("abc"u8.ToArray());
        byte[] buffer = new byte[2];

        // From the address that was asked, and cut off to the buffer.
        Assert.Equal(new ReceivedDatagram(2, s_server), await client.ReceiveFromAsync(buffer));
        Assert.Equal("ab"u8.ToArray(), buffer);
        await serving;
        Assert.Throws<NotSupportedException>(() => client.Socket);
        SocketException error = await Assert.ThrowsAsync<SocketException>(async () => await client.SendAsync(new byte[65_508]));
        Assert.Equal(SocketError.MessageSize, error.SocketErrorCode);
    });

    [Fact]
    public void APeer_HidesStrangers_AndNobodyHearsWhatNobodyListensFor() => TestLoop.Run(static async () =>
    {
        using DatagramSocket server = Asyncio.OpenDatagramSocket(s_server);
        using DatagramSocket client = Asyncio.OpenDatagramSocket(remote: s_server);
        using DatagramSocket stranger = Asyncio.OpenDatagramSocket();
        var address = new IPEndPoint(IPAddress.Loopback, client.LocalEndPoint.Port);
        await stranger.SendToAsync("x"u8.ToArray(), address);
        await stranger.SendToAsync("x"u8.ToArray(), new IPEndPoint(IPAddress.Loopback, 9));
        await server.SendToAsync("y"u8.ToArray(), address);
        byte[] buffer = new byte[1];
        await client.ReceiveFromAsync(buffer);
        Assert.Equal("y"u8.ToArray(), buffer);
        Assert.Throws<SocketException>(() => Asyncio.OpenDatagramSocket(s_server));
    });

    [Fact]
    public void Dispose_EndsTheReceive_AndFreesTheAddress() => TestLoop.Run(static async () =>
    {
        DatagramSocket socket = Asyncio.OpenDatagramSocket(s_server);
        LoopTask<ReceivedDatagram> receiving = Asyncio.CreateTask(socket.ReceiveFromAsync(new byte[1]));
        await Asyncio.Yield();
        socket.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await receiving);
        Asyncio.OpenDatagramSocket(s_server).Dispose();
    });

    [Fact]
    public void LeftOpen_IsReported()
    {
        var reports = new List<string>();
        TestLoop.Run(async () =>
        {
            await Asyncio.Yield();
            Asyncio.RunningLoop.ExceptionHandler = (_, context) => reports.Add(context.Message);
            Asyncio.OpenDatagramSocket(s_server);
        });
        Assert.Equal("<Socket 10.0.0.1:53> was still open when its loop was closed", Assert.Single(reports));
    }

    // A client that repeats its question until the answer comes bears everything that happens to datagrams.
    [Fact]
    public void ARetryingClient_BearsLossAndRepetition() => TestLoop.Explore(200, static async () =>
    {
        VirtualNetwork.Current.Options = VirtualNetworkOptions.Real with { LossRate = 0.3, DuplicateRate = 0.3 };
        using DatagramSocket server = Asyncio.OpenDatagramSocket(s_server);
        LoopTask serving = Asyncio.CreateTask(Answer(server));
        using DatagramSocket client = Asyncio.OpenDatagramSocket(remote: s_server);
        for (byte i = 0; i < 10; i++)
        {
            await Ask(client, i);
        }

        serving.Cancel();
        await Asyncio.Wait([serving]);
    });

    // What each client that trusts datagrams gets wrong shows in one of some schedules.
    [Theory]
    [InlineData(0.1, 0)]
    [InlineData(0, 0.1)]
    [InlineData(0, 0)]
    public void ATrustingClient_IsFoundOut(double lossRate, double duplicateRate) =>
        Assert.Throws<ScheduleException>(() => TestLoop.Explore(200, async () =>
        {
            VirtualNetwork.Current.Options = VirtualNetworkOptions.Real with { LossRate = lossRate, DuplicateRate = duplicateRate };
            using DatagramSocket server = Asyncio.OpenDatagramSocket(s_server);
            using DatagramSocket client = Asyncio.OpenDatagramSocket(remote: s_server);
            byte[] buffer = new byte[1];
            for (byte i = 0; i < 5; i++)
            {
                await client.SendAsync(new[] { i });
            }

            for (byte i = 0; i < 5; i++)
            {
                await Asyncio.WaitFor(server.ReceiveFromAsync(buffer), 1);
                Assert.Equal(i, buffer[0]);
            }
        }));

    private static async Coroutine Ask(DatagramSocket client, byte number)
    {
        byte[] buffer = new byte[1];
        while (true)
        {
            await client.SendAsync(new[] { number });
            try
            {
                await Asyncio.WaitFor(client.ReceiveFromAsync(buffer), 1);
                if (buffer[0] == number)
                {
                    return;
                }
            }
            catch (TimeoutException)
            {
                // Lost, there or back.
            }
        }
    }

    private static async Coroutine Answer(DatagramSocket server)
    {
        while (true)
        {
            await AnswerOnce(server);
        }
    }

    private static async Coroutine AnswerOnce(DatagramSocket server)
    {
        byte[] buffer = new byte[100];
        ReceivedDatagram question = await server.ReceiveFromAsync(buffer);
        await server.SendToAsync(buffer.AsMemory(0, question.Count), (IPEndPoint)question.RemoteEndPoint);
    }
}
