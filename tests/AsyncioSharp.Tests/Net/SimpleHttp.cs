using System.Globalization;

namespace AsyncioSharp.Tests.Net;

/// <summary>An HTTP server that answers with the path of the request, on kept connections.</summary>
internal static class SimpleHttp
{
    internal static async Coroutine Serve(Connection connection)
    {
        while (await connection.ReadLineAsync() is { } request)
        {
            int length = 0;
            while (await connection.ReadLineAsync() is { Length: > 0 } header)
            {
                if (header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                {
                    length = int.Parse(header.AsSpan("Content-Length:".Length), CultureInfo.InvariantCulture);
                }
            }

            await connection.ReadExactlyAsync(length);
            string path = request.Split(' ')[1];
            await connection.WriteLineAsync($"HTTP/1.1 200 OK\r\nContent-Length: {path.Length}\r\n\r");
            await connection.WriteAsync(System.Text.Encoding.UTF8.GetBytes(path));
        }
    }
}
