using System.Net;

namespace AsyncioSharp.Tests.Net;

/// <summary>Tests with real sockets: loopback only, any free port, on each poller. What hangs fails after a minute.</summary>
public static class NetTest
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    /// <summary>The pollers of this platform, for theories.</summary>
    public static TheoryData<PollerKind> Pollers =>
        OperatingSystem.IsLinux() ? [PollerKind.Epoll, PollerKind.Completion] : [PollerKind.Completion];

    /// <summary>Runs a body on a loop with the poller. A report to the exception handler fails it.</summary>
    public static void Run(PollerKind poller, Func<Coroutine> body)
    {
        List<LoopErrorContext> reports = RunWithReports(poller, body);
        Assert.Empty(reports.Select(static report => $"{report.Message} {report.Exception}"));
    }

    /// <summary>The same where reports are expected, and returned.</summary>
    public static List<LoopErrorContext> RunWithReports(PollerKind poller, Func<Coroutine> body)
    {
        var reports = new List<LoopErrorContext>();
        var options = new RunOptions
        {
            Poller = poller,
            HandleInterrupt = false,
            Debug = false,
            ExceptionHandler = (_, context) => reports.Add(context),
        };
        Asyncio.Run(() => Asyncio.Timeout(s_limit, _ => body()), options);
        return reports;
    }

    /// <summary>A server on a free port of the loopback address.</summary>
    public static Coroutine<Server> Serve(Func<Connection, Coroutine> handler, ServerOptions? options = null) =>
        Asyncio.StartServer(handler, "127.0.0.1", 0, options);

    /// <summary>A connection to the server.</summary>
    public static Coroutine<Connection> Connect(Server server, ConnectOptions? options = null)
    {
        var address = (IPEndPoint)server.LocalEndPoint;
        return Asyncio.OpenConnection(address.Address.ToString(), address.Port, options);
    }

    /// <summary>A client and a server's side of one connection. The server's side lives until the body is over.</summary>
    public static async Coroutine Pair(
        Func<Connection, Connection, Coroutine> body, ServerOptions? options = null, ConnectOptions? client = null)
    {
        var accepted = Asyncio.RunningLoop.CreateFuture<Connection>();
        var over = new AsyncEvent();
        await using Server server = await Serve(
            async connection =>
            {
                accepted.TrySetResult(connection);
                await over.WaitAsync();
            },
            options);
        await using Connection near = await Connect(server, client);
        await body(near, await accepted);
        over.Set();
    }

    /// <summary>Bytes that tell where they are.</summary>
    public static byte[] Pattern(int count)
    {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++)
        {
            bytes[i] = (byte)(i * 31 + (i >> 8));
        }

        return bytes;
    }

    /// <summary>Echoes until the end of the stream.</summary>
    public static async Coroutine Echo(Connection connection)
    {
        byte[] buffer = new byte[4096];
        int count;
        while ((count = await connection.ReadAsync(buffer)) > 0)
        {
            await connection.WriteAsync(buffer.AsMemory(0, count));
        }
    }
}
