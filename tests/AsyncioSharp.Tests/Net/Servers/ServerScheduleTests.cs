using System.Net.Sockets;
using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.Net;

/// <summary>
/// A server under many schedules with clients that cancel, give up and disappear: every request is accounted for and nothing is left.
/// </summary>
public sealed class ServerScheduleTests
{
    private const int Schedules = 200;

    [Fact]
    public void EveryRequest_IsAnsweredOrFails_AndNothingIsLeft() => TestLoop.Explore(Schedules, static async () =>
    {
        VirtualNetwork network = VirtualNetwork.Current;
        network.Options = VirtualNetworkOptions.Real with { ResetRate = 0.01, LossRate = 0.02, RefuseRate = 0.02 };
        var random = new Random(network.Random.Next());
        var ends = new int[3];
        int most = 0;
        Server? server = null;
        server = await Asyncio.StartServer(
            async connection =>
            {
                most = Math.Max(most, server!.ConnectionCount);
                await AnswerAsync(connection, random);
            },
            "localhost",
            7,
            new ServerOptions { MaxConnections = 4 });
        Asyncio.RunningLoop.ExceptionHandler = static (_, context) =>
            Assert.True(context.Exception is ConnectionLostException or IncompleteReadException, $"{context.Message} {context.Exception}");
        await Asyncio.Gather([.. Enumerable.Range(0, 20).Select(i => RequestAsync(i, random, ends))]);
        Assert.Equal(20, ends.Sum());
        Assert.True(ends[0] > 0);
        Assert.InRange(most, 1, 4);
        await server.StopAsync(TimeSpan.FromSeconds(random.Next(2)));
        Assert.Equal(0, server.ConnectionCount);
        await Asyncio.Sleep(10);
        Assert.Equal(0, network.ConnectionCount);
        Assert.Equal([Asyncio.CurrentTask!], Asyncio.AllTasks());
    });

    [Fact]
    public void AStop_AtAnyTime_EndsEveryHandler() => TestLoop.Explore(Schedules, static async () =>
    {
        VirtualNetwork network = VirtualNetwork.Current;
        var random = new Random(network.Random.Next());
        int running = 0;
        Server server = await Asyncio.StartServer(
            async connection =>
            {
                running++;
                try
                {
                    await AnswerAsync(connection, random);
                }
                finally
                {
                    running--;
                }
            },
            "localhost",
            7);
        Asyncio.RunningLoop.ExceptionHandler = static (_, context) =>
            Assert.True(context.Exception is ConnectionLostException or IncompleteReadException, $"{context.Message} {context.Exception}");
        LoopTask requests = Asyncio.CreateTask(RequestsAsync(random));
        await Asyncio.Sleep(TimeSpan.FromMilliseconds(random.Next(60)));
        await server.StopAsync(TimeSpan.FromMilliseconds(random.Next(30)));
        Assert.Equal(0, running);
        Assert.Equal(0, server.ConnectionCount);
        await requests;
        await Asyncio.Sleep(10);
        Assert.Equal(0, network.ConnectionCount);

        static async Coroutine RequestsAsync(Random random) =>
            await Asyncio.Gather([.. Enumerable.Range(0, 10).Select(i => RequestAsync(i, random, new int[3]))]);
    });

    // A handler that is canceled before its first step runs no code of its coroutine, so its finally blocks cannot end the connection.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AStop_BetweenAcceptAndHandler_EndsTheConnection(bool graceful) => TestLoop.Run(async () =>
    {
        bool hasRun = false;
        Server server = await Asyncio.StartServer(
            _ =>
            {
                hasRun = true;
                return Coroutine.Completed;
            },
            "localhost",
            7);
        LoopTask<Connection> connect = Asyncio.CreateTask(Asyncio.OpenConnection("localhost", 7));
        while (server.ConnectionCount == 0)
        {
            await Asyncio.Yield();
        }

        // The server accepts before this task looks, in the same iteration.
        Assert.False(hasRun);
        await server.StopAsync(graceful ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
        Assert.Equal(graceful, hasRun);
        Assert.Equal(0, server.ConnectionCount);
        await using Connection client = await connect;
        Assert.Null(await client.ReadLineAsync());
    });

    // 0: answered, 1: the client gave up, 2: the connection failed.
    private static async Coroutine<bool> RequestAsync(int number, Random random, int[] ends)
    {
        await Asyncio.Sleep(TimeSpan.FromMilliseconds(random.Next(50)));
        int end;
        try
        {
            await Asyncio.WaitFor(AskAsync(number, random), TimeSpan.FromMilliseconds(random.Next(20, 400)));
            end = 0;
        }
        catch (TimeoutException)
        {
            end = 1;
        }
        catch (Exception e) when (e is ConnectionLostException or IncompleteReadException or SocketException)
        {
            end = 2;
        }

        ends[end]++;
        return true;
    }

    private static async Coroutine<bool> AskAsync(int number, Random random)
    {
        await using Connection connection = await Asyncio.OpenConnection("localhost", 7);
        for (int i = 0; i < 3; i++)
        {
            await connection.WriteLineAsync($"{number} {i}");
            string? answer = await connection.ReadLineAsync() ?? throw new IncompleteReadException([], null);
            Assert.Equal($"answer to {number} {i}", answer);
            if (random.Next(10) == 0)
            {
                await connection.AbortAsync();
                return false;
            }
        }

        return true;
    }

    private static async Coroutine AnswerAsync(Connection connection, Random random)
    {
        await foreach (string line in connection.ReadLinesAsync())
        {
            await Asyncio.Sleep(TimeSpan.FromMilliseconds(random.Next(10)));
            await connection.WriteLineAsync($"answer to {line}");
        }
    }
}
