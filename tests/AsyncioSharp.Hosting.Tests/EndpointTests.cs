using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AsyncioSharp.Hosting.Tests;

/// <summary>Coroutines as handlers of minimal APIs.</summary>
public sealed class EndpointTests
{
    public static TheoryData<bool> Threads => [false, true];

    [Theory]
    [MemberData(nameof(Threads))]
    public async Task ResultsAreWrittenAsThoseOfOtherMinimalApis(bool ownThread)
    {
        await using WebApp app = await WebApp.StartAsync(
            static app =>
            {
                app.MapCoroutineGet("/answer", Answer);
                app.MapCoroutineGet("/text", static async Coroutine<string> (HttpContext context) => await Text(context.Request.Path));
                app.MapCoroutineGet("/json", static async Coroutine<Item> (HttpContext _) => await Make(1, "tea"));
                app.MapCoroutineGet("/result", static async Coroutine<IResult> (HttpContext _) => TypedResults.Conflict(await Text("no")));
                app.MapCoroutineGet("/raw", static async Coroutine (HttpContext context) => await context.Response.WriteAsync(await Text("raw")));
                app.MapCoroutinePost("/items/{id}", static (PostItem request) => Make(request.Id, request.Name + request.Store.Suffix));
                app.MapCoroutineDelete("/items", static async () => await Asyncio.Yield());
                app.MapCoroutineDelete("/items/{id}", static async (ItemId request) => await Asyncio.Sleep(request.Id * 0.0));
                app.MapCoroutinePatch("/items/{id}", static (ItemId request) => Make(request.Id, "patched"));
                app.MapCoroutine("/put", ["PUT"], static async Coroutine<string> (HttpContext _) => await Text("put"));
            },
            static services => services.AddSingleton(new Store("!")),
            options => options.OwnThread = ownThread);
        Assert.Equal("42", await app.Client.GetStringAsync("/answer"));
        Assert.Equal("/text", await app.Client.GetStringAsync("/text"));
        Assert.Equal(new Item(1, "tea"), await app.Client.GetFromJsonAsync<Item>("/json"));
        Assert.Equal(HttpStatusCode.Conflict, (await app.Client.GetAsync("/result")).StatusCode);
        Assert.Equal("raw", await app.Client.GetStringAsync("/raw"));
        HttpResponseMessage posted = await app.Client.PostAsync("/items/7?name=cup", null);
        Assert.Equal(new Item(7, "cup!"), await posted.Content.ReadFromJsonAsync<Item>());
        Assert.Equal(HttpStatusCode.OK, (await app.Client.DeleteAsync("/items")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Client.DeleteAsync("/items/3")).StatusCode);
        HttpResponseMessage patched = await app.Client.PatchAsync("/items/3", null);
        Assert.Equal(new Item(3, "patched"), await patched.Content.ReadFromJsonAsync<Item>());
        Assert.Equal("put", await (await app.Client.PutAsync("/put", null)).Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await app.Client.GetAsync("/put")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Client.PostAsync("/items/x?name=cup", null)).StatusCode);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task EachMethod_HasEachShapeOfHandler(string method)
    {
        string seen = "";
        await using WebApp app = await WebApp.StartAsync(app => new MethodRoutes(note => seen = note).Map(app, method));

        Assert.Equal(("", "nothing"), await SendAsync("/nothing"));
        Assert.Equal(("42", ""), await SendAsync("/answer"));
        Assert.Equal((method, ""), await SendAsync("/raw"));
        Assert.Equal(("/text", ""), await SendAsync("/text"));
        Assert.Equal(("", "7"), await SendAsync("/items/7/touch"));
        Assert.Equal(("item 7", ""), await SendAsync("/items/7"));

        string other = method == "GET" ? "POST" : "GET";
        using HttpResponseMessage refused = await app.Client.SendAsync(new HttpRequestMessage(new HttpMethod(other), "/text"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, refused.StatusCode);

        async Task<(string Body, string Seen)> SendAsync(string path)
        {
            seen = "";
            using HttpResponseMessage response = await app.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return (await response.Content.ReadAsStringAsync(), seen);
        }
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public async Task HandlersShareTheLoop_SoThatStateNeedsNoLock(bool ownThread)
    {
        int count = 0;
        await using WebApp app = await WebApp.StartAsync(
            app => app.MapCoroutineGet("/", async Coroutine<int> (HttpContext _) =>
            {
                int read = count;
                await Task.CompletedTask;
                count = read + 1;
                await Asyncio.Sleep(0.001);
                return count;
            }),
            options: options => options.OwnThread = ownThread);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => app.Client.GetStringAsync("/")));
        Assert.Equal(100, count);
    }

    [Fact]
    public async Task AbortedRequest_CancelsItsCoroutine()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using WebApp app = await WebApp.StartAsync(app => app.MapCoroutineGet("/", async Coroutine<string> (HttpContext _) =>
        {
            try
            {
                started.SetResult();
                await new Future();
                return "never";
            }
            catch (LoopCanceledException e)
            {
                ended.SetResult(e.GetType().Name);
                throw;
            }
        }));
        using var source = new CancellationTokenSource();
        Task<string> request = app.Client.GetStringAsync("/", source.Token);
        await started.Task;
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        Assert.Equal(nameof(LoopCanceledException), await ended.Task);
    }

    [Fact]
    public async Task HandlerThatThrows_Is500_AndTheNextRequestIsServed()
    {
        Exception? seen = null;
        await using WebApp app = await WebApp.StartAsync(app =>
        {
            app.Use(async (HttpContext context, RequestDelegate next) =>
            {
                try
                {
                    await next(context);
                }
                catch (FormatException e)
                {
                    seen = e;
                    throw;
                }
            });
            app.MapCoroutineGet("/bad", static async Coroutine<string> (HttpContext _) =>
            {
                await Asyncio.Yield();
                throw new FormatException("bad");
            });
            app.MapCoroutineGet("/made-badly", static Coroutine<string> (HttpContext _) => throw new FormatException("made badly"));
            app.MapCoroutineGet("/good", static async Coroutine<string> (HttpContext _) => await Text("good"));
        });
        Assert.Equal(HttpStatusCode.InternalServerError, (await app.Client.GetAsync("/bad")).StatusCode);
        Assert.Equal("bad", seen?.Message);
        Assert.Equal(HttpStatusCode.InternalServerError, (await app.Client.GetAsync("/made-badly")).StatusCode);
        Assert.Equal("made badly", seen?.Message);
        Assert.Equal("good", await app.Client.GetStringAsync("/good"));
    }

    [Fact]
    public async Task RequestInFlight_EndsBeforeTheLoop_WhenTheApplicationStops()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        WebApp app = await WebApp.StartAsync(app => app.MapCoroutineGet("/", async Coroutine<string> (HttpContext _) =>
        {
            started.SetResult();
            await gate.Task;
            await Asyncio.Yield();
            return "answer";
        }));
        Task<string> request = app.Client.GetStringAsync("/");
        await started.Task;
        Task stopped = app.App.StopAsync();
        gate.SetResult();
        Assert.Equal("answer", await request);
        await stopped;
        Assert.True(app.Loop.Loop.IsClosed);
        await app.DisposeAsync();
    }

    [Fact]
    public async Task LoopThatStops_Answers503()
    {
        await using WebApp app = await WebApp.StartAsync(static app =>
            app.MapCoroutineGet("/", static async Coroutine<string> (HttpContext _) => await Forever()));
        Task<HttpResponseMessage> early = app.Client.GetAsync("/");
        while (!await app.Loop.RunAsync(async Coroutine<bool> () =>
        {
            await Asyncio.Yield();
            return Asyncio.AllTasks().Count > 1;
        }))
        {
        }

        await app.Loop.StopAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await early).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.Client.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task AttributesOfTheHandler_AreMetadataOfTheEndpoint()
    {
        await using WebApp app = await WebApp.StartAsync(static app =>
        {
            app.MapCoroutineGet("/lambda", [Tags("lambda")] static (HttpContext _) => Text("lambda"));
            app.MapCoroutineGet("/method", Answer);
        });
        Assert.Equal(["lambda", "method"], Endpoints(app).SelectMany(static endpoint => endpoint.Metadata.GetMetadata<ITagsMetadata>()!.Tags).Order());
    }

    [Fact]
    public async Task NoLoopAmongTheServices_IsSaidWhenTheRouteIsMapped()
    {
        await using WebApplication app = WebApplication.CreateSlimBuilder().Build();
        var error = Assert.Throws<InvalidOperationException>(() => app.MapCoroutineGet("/", Answer));
        Assert.Contains("AddAsyncio", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlainHandlerThatTouchesTheLoopBetweenTurns_GetsAnError_AndTheLoopGoesOn()
    {
        Exception? seen = null;
        AsyncQueue<string>? queue = null;
        await using WebApp app = await WebApp.StartAsync(app =>
        {
            app.MapCoroutineGet("/get", async Coroutine<string> () => await (queue = new AsyncQueue<string>()).GetAsync());
            app.MapGet("/put-badly", () =>
            {
                seen = Record.Exception(() => queue!.TryPut("badly"));
            });
            app.MapCoroutinePost("/put", async Coroutine<string> () =>
            {
                await queue!.PutAsync("well");
                return "done";
            });
        });
        Task<string> get = app.Client.GetStringAsync("/get");
        while (!await app.Loop.RunAsync(async Coroutine<bool> () =>
        {
            await Asyncio.Yield();
            return queue?.ToString().Contains("getters=1", StringComparison.Ordinal) == true;
        }))
        {
        }

        await app.Client.GetAsync("/put-badly");
        Assert.IsType<InvalidOperationException>(seen);
        await app.Client.PostAsync("/put", null);
        Assert.Equal("well", await get);
    }

    [Fact]
    public async Task RequestThatOutlivesTheShutdownTimeout_IsCanceled_AndItsFinallyRuns()
    {
        var events = new ConcurrentQueue<string>();
        WebApp app = await WebApp.StartAsync(
            app => app.MapCoroutineGet("/", async Coroutine<string> () =>
            {
                try
                {
                    events.Enqueue("started");
                    return await Forever();
                }
                finally
                {
                    await Asyncio.Yield();
                    events.Enqueue("cleaned up");
                }
            }),
            static services => services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(50)));
        Task<HttpResponseMessage> request = app.Client.GetAsync("/");
        while (events.IsEmpty)
        {
            await Task.Yield();
        }

        await app.App.StopAsync();
        await Record.ExceptionAsync(() => request);
        await app.Loop.StopAsync();
        Assert.Equal(["started", "cleaned up"], events);
        await app.DisposeAsync();
    }

    private static IEnumerable<Endpoint> Endpoints(WebApp app) =>
        app.App.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(static source => source.Endpoints);

    [Tags("method")]
    private static async Coroutine<int> Answer()
    {
        await Asyncio.Yield();
        return 42;
    }

    private static async Coroutine<string> Forever()
    {
        await new Future();
        return "never";
    }

    private static async Coroutine<string> Text(string text)
    {
        await Asyncio.Yield();
        return text;
    }

    private static async Coroutine<Item> Make(int id, string name)
    {
        await Asyncio.Yield();
        return new Item(id, name);
    }

    internal sealed record Item(int Id, string Name);

    internal sealed record ItemId(int Id);

    internal sealed record Store(string Suffix);

    internal sealed record PostItem(int Id, string Name, Store Store);
}
