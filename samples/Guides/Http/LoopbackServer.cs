using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AsyncioSharp.Samples.Guides;

/// <summary>Stands in for the internet: a tiny web server on 127.0.0.1, with pages of a given length that take a given time.</summary>
public sealed class LoopbackServer : IDisposable
{
    private readonly Dictionary<string, Page> _pages = [];
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public LoopbackServer()
    {
        _listener.Start();

        // In the thread pool: what it does is none of the loop's business.
        _ = Task.Run(AcceptAll);
    }

    /// <summary>How long a second of delay takes: tests are in a hurry.</summary>
    public static TimeSpan Second { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Adds a page; returns its address.</summary>
    public string Page(string path, int length = 300, double seconds = 0, int status = 200)
    {
        lock (_pages)
        {
            _pages["/" + path] = new Page(length, seconds, status);
        }

        return $"http://{_listener.LocalEndpoint}/{path}";
    }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAll()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync();
                _ = Task.Run(() => Serve(client));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The program is over.
        }
    }

    private async Task Serve(TcpClient client)
    {
        try
        {
            using (client)
            using (var reader = new StreamReader(client.GetStream(), Encoding.ASCII))
            {
                string requestLine = await reader.ReadLineAsync() ?? string.Empty;
                while (!string.IsNullOrEmpty(await reader.ReadLineAsync()))
                {
                    // The headers do not matter.
                }

                Page page = Find(requestLine);
                await Task.Delay(page.Seconds * Second);
                await client.GetStream().WriteAsync(Response(page));
            }
        }
        catch (IOException)
        {
            // The client hung up: it timed out, or was cancelled.
        }
    }

    private Page Find(string requestLine)
    {
        string path = requestLine.Split(' ').ElementAtOrDefault(1) ?? string.Empty;
        lock (_pages)
        {
            return _pages.GetValueOrDefault(path, new Page(0, 0, 404));
        }
    }

    private static byte[] Response(Page page) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"HTTP/1.1 {page.Status} Status\r\nContent-Length: {page.Length}\r\nConnection: close\r\n\r\n{new string('x', page.Length)}"));
}

/// <summary>A page of the server.</summary>
internal sealed record Page(int Length, double Seconds, int Status);
