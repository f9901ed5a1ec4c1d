namespace AsyncioSharp.Package.Tests;

/// <summary>A web application that adds one package has the loop, the handlers and the rules.</summary>
public sealed class HostConsumerTests(PackageFeed feed)
{
    [Fact]
    public void WebApplication_ServesACoroutine_AndHasTheRules()
    {
        var consumer = new Consumer(
            feed,
            "web",
            """
            using AsyncioSharp;
            using AsyncioSharp.Hosting;

            WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
            builder.Logging.ClearProviders();
            builder.Services.AddAsyncio();
            builder.Services.AddHostedService<Ticker>();
            WebApplication app = builder.Build();
            app.Urls.Add("http://127.0.0.1:0");
            app.MapCoroutineGet("/orders/{id}", (GetOrder request) => Find(request.Id));
            await app.StartAsync();
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
            Console.WriteLine(await client.GetStringAsync("/orders/7"));
            await app.StopAsync();

            static async Coroutine<string> Find(int id)
            {
                Thread.Sleep(1);
                await Asyncio.Sleep(0.001);
                return $"order {id}";
            }

            internal sealed record GetOrder(int Id);

            internal sealed class Ticker(LoopHost loop) : LoopService(loop)
            {
                protected override async Coroutine RunAsync(CancellationToken stoppingToken)
                {
                    try
                    {
                        await Asyncio.Sleep(TimeSpan.FromHours(1));
                    }
                    finally
                    {
                        Console.WriteLine("ticker ended");
                    }
                }
            }
            """,
            "AsyncioSharp.AspNetCore",
            "Microsoft.NET.Sdk.Web");
        (int exitCode, string output, (string Id, int Line)[] results) = consumer.Build();
        Assert.True(exitCode == 0, output);
        Assert.Equal([("AIO101", 18)], results);
        Assert.Equal("order 7\nticker ended\n", consumer.Run().ReplaceLineEndings("\n"));
    }
}
