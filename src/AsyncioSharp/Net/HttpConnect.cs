using System.Net;

namespace AsyncioSharp;

/// <summary>The connections of an HTTP client that live on a loop.</summary>
internal sealed class HttpConnect(EventLoop loop)
{
    /// <summary>The connect callback of the handler. It is called on a thread of the pool.</summary>
    internal ValueTask<Stream> ConnectAsync(DnsEndPoint host, CancellationToken token) =>
        new(loop.SubmitThreadSafe(() => OpenAsync(host), token));

    private static async Coroutine<Stream> OpenAsync(DnsEndPoint host)
    {
        Connection connection = await Asyncio.OpenConnection(host.Host, host.Port);

        // The client pools it for later requests; many programs never dispose of their HttpClient.
        connection.MayBeLeftOpen();
        return connection.AsStream();
    }
}
