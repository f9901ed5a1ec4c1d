using System.Net;
using System.Net.Sockets;

namespace AsyncioSharp.Benchmarks.Io;

/// <summary>Echo servers, one a kind. Each is a process of its own: <c>io-server KIND PORT</c>.</summary>
internal static class EchoServers
{
    internal static IReadOnlyDictionary<string, Action<int>> Kinds { get; } = new Dictionary<string, Action<int>>
    {
        ["loop"] = static port => Loop(port, PollerKind.Epoll),
        ["loop-completion"] = static port => Loop(port, PollerKind.Completion),
        ["bare"] = static port => BareEpollServer.Run(Listen(port), ownBuffers: false),
        ["bare-buffers"] = static port => BareEpollServer.Run(Listen(port), ownBuffers: true),
        ["task"] = static port => Tasks(port).GetAwaiter().GetResult(),
        ["kestrel"] = KestrelEchoServer.Run,
    };

    internal static int Run(Arguments arguments)
    {
        if (arguments.Names is not [var kind, var port])
        {
            throw new UsageException("io-server KIND PORT");
        }

        Action<int> server = kind == "http" ? HttpEchoServer.Run
            : Kinds.GetValueOrDefault(kind)
            ?? throw new UsageException($"no server '{kind}'; there are: http, {string.Join(", ", Kinds.Keys)}");
        server(int.Parse(port, System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    }

    private static void Loop(int port, PollerKind poller) => Asyncio.Run(
        async () =>
        {
            await using Server server = await Asyncio.StartServer(Echo, "127.0.0.1", port);
            await server.ServeForeverAsync();
        },
        new RunOptions { Poller = poller });

    private static async Coroutine Echo(Connection connection)
    {
        byte[] buffer = new byte[65_536];
        try
        {
            int count;
            while ((count = await connection.ReadAsync(buffer)) > 0)
            {
                await connection.WriteAsync(buffer.AsMemory(0, count));
            }
        }
        catch (ConnectionLostException)
        {
            // The load has ended.
        }
    }

    private static async Task Tasks(int port)
    {
        Socket listener = Listen(port);
        while (true)
        {
            _ = Serve(await listener.AcceptAsync());
        }

        static async Task Serve(Socket socket)
        {
            using Socket connection = socket;
            connection.NoDelay = true;
            byte[] buffer = new byte[65_536];
            try
            {
                int count;
                while ((count = await connection.ReceiveAsync(buffer.AsMemory())) > 0)
                {
                    await connection.SendAsync(buffer.AsMemory(0, count));
                }
            }
            catch (SocketException)
            {
                // The load has ended.
            }
        }
    }

    private static Socket Listen(int port)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen(1024);
        return listener;
    }
}
