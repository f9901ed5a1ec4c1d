using System.Net;
using AsyncioSharp.Samples.Guides;

namespace AsyncioSharp.Samples.Tests.Guides;

[Collection(nameof(ConsoleTests))]
public sealed class LoopbackServerTests
{
    [Fact]
    public void Answers_with_length_and_status() => Asyncio.Run(async () =>
    {
        await using LoopbackServer server = await LoopbackServer.Start();
        using var client = new HttpClient();

        using HttpResponseMessage teapot = await client.GetAsync(server.Page("teapot", length: 7, status: 418), Asyncio.CurrentToken);
        using HttpResponseMessage missing = await client.GetAsync(server.Page("page") + "/missing", Asyncio.CurrentToken);

        Assert.Equal((418, "xxxxxxx"), ((int)teapot.StatusCode, await teapot.Content.ReadAsStringAsync(Asyncio.CurrentToken)));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    });

    [Fact]
    public void A_timeout_of_the_task_stops_the_request() => Asyncio.Run(async () =>
    {
        LoopbackServer.Second = TimeSpan.FromMinutes(1);
        await using LoopbackServer server = await LoopbackServer.Start();
        using var client = new HttpClient();
        Task<string>? request = null;

        async Coroutine<string> Fetch() => await (request = client.GetStringAsync(server.Page("slow", seconds: 1), Asyncio.CurrentToken));

        await Assert.ThrowsAsync<TimeoutException>(async () => await Asyncio.WaitFor(Fetch(), 0.01));
        Assert.True(request!.IsCanceled);
    });
}
