using System.Net;

namespace AsyncioSharp.Tests.Hosting;

/// <summary>What a loop has, hosted: sockets, processes, threads, timers, contexts.</summary>
public sealed class HostedFacilitiesTests
{
    public static TheoryData<string> Hosts => LoopHostTests.Hosts;

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Sockets(string kind)
    {
        await using LoopHost server = LoopHostTests.Create(kind);
        await using LoopHost clients = LoopHostTests.Create(kind);
        var address = new TaskCompletionSource<EndPoint>();
        var done = new TaskCompletionSource();
        Task serving = server.RunAsync(async Coroutine () =>
        {
            await using Server echo = await Asyncio.StartServer(Echo, "127.0.0.1", 0);
            address.SetResult(echo.LocalEndPoint);
            await done.Task;
        });
        int port = ((IPEndPoint)await address.Task).Port;
        string[] answers = await clients.RunAsync(async Coroutine<string[]> () =>
            await Asyncio.Gather(Enumerable.Range(0, 20).Select(i => Ask(port, $"line {i}"))));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"line {i}"), answers);
        done.SetResult();
        await serving;

        static async Coroutine Echo(Connection connection)
        {
            await foreach (string line in connection.ReadLinesAsync())
            {
                await connection.WriteLineAsync(line);
            }
        }

        static async Coroutine<string> Ask(int port, string line)
        {
            await using Connection connection = await Asyncio.OpenConnection("127.0.0.1", port);
            await connection.WriteLineAsync(line);
            return await connection.ReadLineAsync() ?? "";
        }
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task ProcessesAndThreads(string kind)
    {
        await using LoopHost host = LoopHostTests.Create(kind);
        var (exit, thread) = await host.RunAsync(async Coroutine<(ExitStatus, int)> () =>
        {
            var (result, id) = await Asyncio.Gather(
                Asyncio.RunProcess("sh", ["-c", "exit 3"]), Asyncio.ToThread(() => Environment.CurrentManagedThreadId));
            return (result.ExitStatus!.Value, id);
        });
        Assert.Equal(3, exit.Code);
        Assert.NotEqual(0, thread);
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task TimeProvider_IsTheClockOfTheLoop(string kind)
    {
        var time = new ManualTime();
        LoopHost host = LoopHostTests.Create(kind, new LoopHostOptions { TimeProvider = time });
        Task<DateTimeOffset> hour = host.RunAsync(async Coroutine<DateTimeOffset> () =>
        {
            await Asyncio.Sleep(TimeSpan.FromHours(1));
            return Asyncio.RunningLoop.TimeProvider.GetUtcNow();
        });
        while (time.NextDue is null)
        {
            await Task.Yield();
        }

        time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1));
        Assert.False(hour.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(DateTimeOffset.UnixEpoch + TimeSpan.FromHours(1), await hour);
        await host.StopAsync();
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task CallbackThatStopsTheLoop_DoesNotEndIt(string kind)
    {
        await using LoopHost host = LoopHostTests.Create(kind);
        host.Post(host.Loop.Stop);
        Assert.Equal(1, await host.RunAsync(async Coroutine<int> () =>
        {
            Asyncio.RunningLoop.Stop();
            await Asyncio.Sleep(0.001);
            return 1;
        }));
    }

    // A loop that was made for the first request must not keep that request's context.
    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task ContextOfTheOneWhoMadeOrWokeIt_IsNotTheLoops(string kind)
    {
        var local = new AsyncLocal<string> { Value = "maker" };
        LoopHost host = LoopHostTests.Create(kind);
        local.Value = "waker";
        Task<string?> task;
        using (ExecutionContext.SuppressFlow())
        {
            task = host.RunAsync(async Coroutine<string?> () =>
            {
                await Asyncio.Yield();
                return local.Value;
            });
        }

        Assert.Null(await task);
        await host.StopAsync();
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task PlainMethods_RunOnTheLoop(string kind)
    {
        await using LoopHost host = LoopHostTests.Create(kind);
        Assert.Same(host.Loop, await host.RunAsync(Plain));

        static async Task<EventLoop> Plain()
        {
            await Task.Yield();
            await Asyncio.Sleep(0.001);
            return Asyncio.RunningLoop;
        }
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task DebugMode_IsTheLoopsOnEveryThread(string kind)
    {
        var reports = new List<string>();
        await using LoopHost host = LoopHostTests.Create(kind, new LoopHostOptions
        {
            Debug = true,
            ExceptionHandler = (_, error) => reports.Add(error.Message),
        });
        await host.RunAsync(async Coroutine () =>
        {
            Asyncio.RunningLoop.SlowCallbackThreshold = TimeSpan.Zero;
            await Asyncio.Yield();
        });
        await host.RunAsync(async Coroutine () => await Asyncio.Yield());
        Assert.NotEmpty(reports);
    }
}
