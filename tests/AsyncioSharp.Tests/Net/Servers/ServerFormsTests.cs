using System.Reflection;

namespace AsyncioSharp.Tests.Net;

/// <summary>Handlers that are plain async methods.</summary>
public sealed class ServerFormsTests
{
    public static TheoryData<PollerKind> Pollers => NetTest.Pollers;

    [Theory]
    [MemberData(nameof(Pollers))]
    public void APlainAsyncHandler_Serves_OnTheLoopsThread(PollerKind poller) => NetTest.Run(poller, async () =>
    {
        int thread = Environment.CurrentManagedThreadId;
        await using Server server = await Asyncio.StartServer(Handle, "127.0.0.1", 0);
        await using Connection client = await NetTest.Connect(server);
        await client.WriteLineAsync("x");
        Assert.Equal("x", await client.ReadLineAsync());

        async Task Handle(Connection connection)
        {
            string? line = await connection.ReadLineAsync();
            Assert.Equal(thread, Environment.CurrentManagedThreadId);
            await connection.WriteLineAsync(line!);
        }
    });

    [Theory]
    [MemberData(nameof(Pollers))]
    public void AStop_CancelsAPlainAsyncHandler(PollerKind poller) => NetTest.Run(poller, async () =>
    {
        var began = new AsyncEvent();
        bool canceled = false;
        Server server = await Asyncio.StartServer(Handle, "127.0.0.1", 0);
        await using Connection client = await NetTest.Connect(server);
        await began.WaitAsync();
        await server.StopAsync(TimeSpan.Zero);
        Assert.True(canceled);

        async Task Handle(Connection connection)
        {
            began.Set();
            try
            {
                await connection.ReadToEndAsync();
            }
            catch (OperationCanceledException)
            {
                canceled = true;
                throw;
            }
        }
    });

    [Fact]
    public void AFailingPlainAsyncHandler_IsReported()
    {
        List<LoopErrorContext> reports = NetTest.RunWithReports(PollerKind.Default, async () =>
        {
            await using Server server = await Asyncio.StartServer(Handle, "127.0.0.1", 0);
            await using Connection client = await NetTest.Connect(server);
            await Assert.ThrowsAsync<ConnectionLostException>(async () => await client.ReadAsync(new byte[1]));
        });
        Assert.IsType<FormatException>(Assert.Single(reports).Exception);

        static Task Handle(Connection connection) => Task.FromException(new FormatException());
    }

    [Fact]
    public void OverUnixSockets_Too() => NetTest.Run(PollerKind.Default, async () =>
    {
        string path = Path.Combine(Path.GetTempPath(), $"asyncio-{Guid.NewGuid():N}.sock");
        await using Server server = await Asyncio.StartUnixServer(Handle, path);
        await using Connection client = await Asyncio.OpenUnixConnection(path);
        Assert.Equal("hello", await client.ReadLineAsync());

        static async Task Handle(Connection connection) => await connection.WriteLineAsync("hello");
    });

    // An async lambda fits both forms; the coroutine has the better one.
    [Fact]
    public void AnAsyncLambda_IsACoroutine() => NetTest.Run(PollerKind.Default, async () =>
    {
        Type? builder = null;
        await using Server server = await Asyncio.StartServer(
            async connection =>
            {
                Type machine = MethodBase.GetCurrentMethod()!.DeclaringType!;
                builder = machine.GetField("<>t__builder")!.FieldType;
                await connection.WriteLineAsync("hello");
            },
            "127.0.0.1",
            0);
        await using Connection client = await NetTest.Connect(server);
        Assert.Equal("hello", await client.ReadLineAsync());
        Assert.Equal(nameof(CoroutineMethodBuilder), builder!.Name);
    });

    [Fact]
    public void NoHandler_Throws() => NetTest.Run(PollerKind.Default, static async () =>
    {
        await Coroutine.Completed;
        Assert.Throws<ArgumentNullException>(() => { _ = Asyncio.StartServer((Func<Connection, Task>)null!, "127.0.0.1", 0); });
    });
}
