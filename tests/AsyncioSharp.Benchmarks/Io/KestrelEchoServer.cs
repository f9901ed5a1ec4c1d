using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace AsyncioSharp.Benchmarks.Io;

/// <summary>An echo server as a connection handler of Kestrel, ASP.NET Core's server.</summary>
internal sealed class KestrelEchoServer : ConnectionHandler
{
    internal static void Run(int port)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
            options.Listen(IPAddress.Loopback, port, static listen => listen.UseConnectionHandler<KestrelEchoServer>()));
        builder.Build().Run();
    }

    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        PipeReader input = connection.Transport.Input;
        PipeWriter output = connection.Transport.Output;
        try
        {
            ReadResult read;
            while (!(read = await input.ReadAsync()).Buffer.IsEmpty)
            {
                foreach (ReadOnlyMemory<byte> segment in read.Buffer)
                {
                    output.Write(segment.Span);
                }

                input.AdvanceTo(read.Buffer.End);
                await output.FlushAsync();
            }
        }
        catch (ConnectionResetException)
        {
            // The load has ended.
        }
    }
}
