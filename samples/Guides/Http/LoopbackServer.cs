using System.Globalization;
using System.Text;

namespace AsyncioSharp.Samples.Guides;

/// <summary>Stands in for the internet: a tiny web server on 127.0.0.1, with pages of a given length that take a given time.</summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly Dictionary<string, Page> _pages = [];
    private Server? _server;

    private LoopbackServer()
    {
    }

    /// <summary>How long a second of delay takes: tests are in a hurry.</summary>
    public static TimeSpan Second { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Starts a server on the running loop, on a free port.</summary>
    public static async Coroutine<LoopbackServer> Start()
    {
        var server = new LoopbackServer();
        server._server = await Asyncio.StartServer(server.Serve, "127.0.0.1", 0);
        return server;
    }

    /// <summary>Adds a page; returns its address.</summary>
    public string Page(string path, int length = 300, double seconds = 0, int status = 200)
    {
        _pages["/" + path] = new Page(length, seconds, status);
        return $"http://{_server!.LocalEndPoint}/{path}";
    }

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private async Coroutine Serve(Connection connection)
    {
        try
        {
            while (await connection.ReadLineAsync() is { } requestLine)
            {
                while (!string.IsNullOrEmpty(await connection.ReadLineAsync()))
                {
                    // The headers do not matter.
                }

                Page page = Find(requestLine);
                await Asyncio.Sleep(page.Seconds * Second);
                await connection.WriteAsync(Response(page));
            }
        }
        catch (ConnectionLostException)
        {
            // The client hung up: it timed out, or was canceled.
        }
    }

    private Page Find(string requestLine)
    {
        string path = requestLine.Split(' ').ElementAtOrDefault(1) ?? string.Empty;
        return _pages.GetValueOrDefault(path, new Page(0, 0, 404));
    }

    private static byte[] Response(Page page) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"HTTP/1.1 {page.Status} Status\r\nContent-Length: {page.Length}\r\n\r\n{new string('x', page.Length)}"));
}

/// <summary>A page of the server.</summary>
internal sealed record Page(int Length, double Seconds, int Status);
