using System.Net;
using AsyncioSharp;

namespace HotPaths;

/// <summary>Clients and their server, all on one loop.</summary>
internal static class Echo
{
    /// <summary>Each connection sends a request when it has the answer to the one before.</summary>
    internal static async Coroutine Run(int connections, int requests)
    {
        await using Server server = await Asyncio.StartServer(Answer, "127.0.0.1", 0);
        var address = (IPEndPoint)server.LocalEndPoint;
        await Asyncio.Gather(Enumerable.Range(0, connections).Select(_ => Ask(address, requests)));
    }

    private static async Coroutine Answer(Connection connection)
    {
        byte[] buffer = new byte[256];
        int count;
        while ((count = await connection.ReadAsync(buffer)) > 0)
        {
            await connection.WriteAsync(buffer.AsMemory(0, count));
        }
    }

    private static async Coroutine Ask(IPEndPoint address, int requests)
    {
        await using Connection connection = await Asyncio.OpenConnection(address.Address.ToString(), address.Port);
        byte[] buffer = new byte[256];
        for (int i = 0; i < requests; i++)
        {
            await connection.WriteAsync(buffer.AsMemory(0, 100));
            await connection.ReadExactlyAsync(buffer.AsMemory(0, 100));
        }
    }
}
