using System.Diagnostics;
using AsyncioSharp.Benchmarks.Measuring;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AsyncioSharp.Benchmarks.Hosting;

/// <summary>The same handler as a task and as a coroutine, on Kestrel, with 16 clients in this process.</summary>
internal static class HttpRequests
{
    private const int Clients = 16;
    private const int RequestsOfClient = 500;

    internal static void Measure(RoundsTable table)
    {
        WebApplication guest = Start(ownThread: false);
        WebApplication thread = Start(ownThread: true);
        using var toGuest = new HttpClient { BaseAddress = new Uri(guest.Urls.Single()) };
        using var toThread = new HttpClient { BaseAddress = new Uri(thread.Urls.Single()) };
        table.Compare(
            "HTTP request, 16 clients",
            "us",
            ("async Task", () => Run(toGuest, "/task")),
            ("coroutine, guest", () => Run(toGuest, "/coroutine")),
            ("coroutine, loop with a thread", () => Run(toThread, "/coroutine")));
        Task.WaitAll(guest.StopAsync(), thread.StopAsync());
    }

    private static WebApplication Start(bool ownThread)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddAsyncio(options => options.OwnThread = ownThread);
        WebApplication app = builder.Build();
        app.MapGet("/task", (Delegate)(static (HttpContext _) => TaskHandler()));
        app.MapCoroutineGet("/coroutine", static (HttpContext _) => CoroutineHandler());
        app.StartAsync().GetAwaiter().GetResult();
        return app;
    }

    private static async Task<string> TaskHandler()
    {
        await Task.Yield();
        return "hello";
    }

    private static async Coroutine<string> CoroutineHandler()
    {
        await Asyncio.Yield();
        return "hello";
    }

    private static double Run(HttpClient client, string path)
    {
        long start = Stopwatch.GetTimestamp();
        Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            for (int i = 0; i < RequestsOfClient; i++)
            {
                await client.GetStringAsync(path);
            }
        })).GetAwaiter().GetResult();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / (Clients * RequestsOfClient);
    }
}
