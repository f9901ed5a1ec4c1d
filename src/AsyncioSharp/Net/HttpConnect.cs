using System.Net;

namespace AsyncioSharp;

/// <summary>Opens the connections of an HTTP client on a loop.</summary>
internal sealed class HttpConnect(EventLoop loop)
{
    /// <summary>The connect callback of the handler, which is called on a pool thread.</summary>
    internal ValueTask<Stream> ConnectAsync(DnsEndPoint host, CancellationToken token) =>
        new(loop.SubmitThreadSafe(() => OpenAsync(host), token));

    private static async Coroutine<Stream> OpenAsync(DnsEndPoint host)
    {
        Connection connection = await Asyncio.OpenConnection(host.Host, host.Port);

        // The client pools the connection for later requests; many programs never dispose their HttpClient.
        connection.MayBeLeftOpen();
        return connection.AsStream();
    }
}
