using System.Net;
using System.Text;

namespace AsyncioSharp.Site.Tests;

/// <summary>Serves a folder on a free port of this machine, with the library's own server.</summary>
internal sealed class FileServer : IAsyncDisposable
{
    private static readonly Dictionary<string, string> s_types = new()
    {
        [".html"] = "text/html",
        [".js"] = "text/javascript",
        [".css"] = "text/css",
        [".json"] = "application/json",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".ico"] = "image/x-icon",
        [".woff2"] = "font/woff2",
        [".woff"] = "font/woff",
        [".yml"] = "text/yaml",
    };

    private readonly LoopHost _host = LoopHost.OnNewThread();
    private readonly string _folder;
    private Server? _server;

    private FileServer(string folder)
    {
        _folder = folder;
    }

    internal string Address => $"http://127.0.0.1:{((IPEndPoint)_server!.LocalEndPoint).Port}/";

    internal static async Task<FileServer> Start(string folder)
    {
        var server = new FileServer(folder);
        server._server = await server._host.RunAsync(() => Asyncio.StartServer(server.Serve, "127.0.0.1", 0));
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.RunAsync(() => _server!.StopAsync(TimeSpan.Zero));
        await _host.DisposeAsync();
    }

    // One request a connection: enough for a browser on the same machine.
    private async Coroutine Serve(Connection connection)
    {
        string? request = await connection.ReadLineAsync();
        while (await connection.ReadLineAsync() is { Length: > 0 })
        {
            // The headers do not matter.
        }

        if (request?.Split(' ') is not [_, var target, ..])
        {
            return;
        }

        string file = Path.Combine(_folder, Uri.UnescapeDataString(target.Split('?')[0]).TrimStart('/'));
        bool exists = File.Exists(file);
        byte[] body = exists ? await File.ReadAllBytesAsync(file, Asyncio.CurrentToken) : [];
        string type = s_types.GetValueOrDefault(Path.GetExtension(file), "application/octet-stream");
        string head = $"HTTP/1.1 {(exists ? "200 OK" : "404 Not Found")}\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n";
        await connection.WriteAsync(Encoding.ASCII.GetBytes(head));
        await connection.WriteAsync(body);
    }
}
