using System.Globalization;
using System.Text;

namespace AsyncioSharp.Benchmarks.Io;

/// <summary>The least HTTP server: every request gets the same short page.</summary>
internal static class HttpEchoServer
{
    private static readonly byte[] s_page = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\nHello, world!");

    internal static void Run(int port) => Asyncio.Run(async () =>
    {
        await using Server server = await Asyncio.StartServer(Serve, "127.0.0.1", port);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"HTTP on {server.LocalEndPoint}"));
        await server.ServeForeverAsync();
    });

    private static async Coroutine Serve(Connection connection)
    {
        while (await connection.ReadLineAsync() is not null)
        {
            while (await connection.ReadLineAsync() is { Length: > 0 })
            {
                // The headers do not matter.
            }

            await connection.WriteAsync(s_page);
        }
    }
}
