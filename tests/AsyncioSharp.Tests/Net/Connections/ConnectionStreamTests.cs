using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Text;

namespace AsyncioSharp.Tests.Net;

/// <summary>.NET's own libraries on connections of the loop: which threads touch them.</summary>
public sealed class ConnectionStreamTests
{
    public static TheoryData<PollerKind> Pollers => NetTest.Pollers;

    [Theory]
    [MemberData(nameof(Pollers))]
    public void SslStream_StaysOnTheLoop(PollerKind poller) => NetTest.Run(poller, () => NetTest.Pair(async (client, server) =>
    {
        var threads = new List<int>();
        await using var near = new SslStream(new RecordingStream(client.AsStream(), threads));
        await using var far = new SslStream(new RecordingStream(server.AsStream(), threads));
        LoopTask handshake = Asyncio.CreateTask(Authenticate());
        await far.AuthenticateAsServerAsync(Certificates.Server);
        await handshake;
        byte[] bytes = NetTest.Pattern(300_000);
        LoopTask writing = Asyncio.CreateTask(Write());
        byte[] read = new byte[bytes.Length];
        await far.ReadExactlyAsync(read);
        await writing;
        Assert.Equal(bytes, read);
        Assert.NotEmpty(threads);
        Assert.All(threads, static thread => Assert.Equal(Environment.CurrentManagedThreadId, thread));

        async Coroutine Authenticate() => await near.AuthenticateAsClientAsync(Certificates.Client);

        async Coroutine Write() => await near.WriteAsync(bytes);
    }));

    [Theory]
    [MemberData(nameof(Pollers))]
    public void PipeReader_StaysOnTheLoop(PollerKind poller) => NetTest.Run(poller, () => NetTest.Pair(async (client, server) =>
    {
        var threads = new List<int>();
        PipeReader reader = PipeReader.Create(new RecordingStream(server.AsStream(), threads));
        LoopTask writing = Asyncio.CreateTask(Write());
        long count = 0;
        while (true)
        {
            ReadResult result = await reader.ReadAsync();
            count += result.Buffer.Length;
            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                break;
            }
        }

        await writing;
        Assert.Equal(1_000_000, count);
        Assert.All(threads, static thread => Assert.Equal(Environment.CurrentManagedThreadId, thread));

        async Coroutine Write()
        {
            await client.WriteAsync(new byte[1_000_000]);
            client.WriteEof();
        }
    }));

    [Theory]
    [MemberData(nameof(Pollers))]
    public void HttpClient_RequestsAreTheLoopsOnly(PollerKind poller) => NetTest.Run(poller, async () =>
    {
        await using Server server = await NetTest.Serve(SimpleHttp.Serve);
        int port = ((IPEndPoint)server.LocalEndPoint).Port;
        var threads = new List<int>();
        SocketsHttpHandler handler = Asyncio.CreateHttpHandler();
        var connect = handler.ConnectCallback!;
        handler.ConnectCallback = async (context, token) => new RecordingStream(await connect(context, token), threads);
        using var client = new HttpClient(handler);

        // The first request opens the connection, which HttpClient does on the pool.
        Assert.Equal("/first", await client.GetStringAsync($"http://127.0.0.1:{port}/first"));
        threads.Clear();
        for (int i = 0; i < 20; i++)
        {
            using var body = new StringContent(new string('x', 1000));
            using HttpResponseMessage response = await client.PostAsync($"http://127.0.0.1:{port}/{i}", body);
            Assert.Equal($"/{i}", await response.Content.ReadAsStringAsync());
        }

        Assert.NotEmpty(threads);
        Assert.All(threads, static thread => Assert.Equal(Environment.CurrentManagedThreadId, thread));
    });

    [Theory]
    [MemberData(nameof(Pollers))]
    public void HttpClient_CanceledRequest_ClosesItsConnection(PollerKind poller) => NetTest.Run(poller, async () =>
    {
        var asked = new AsyncEvent();
        var closed = new AsyncEvent();
        await using Server server = await NetTest.Serve(async connection =>
        {
            // Reads the request and never answers.
            await connection.ReadLineAsync();
            asked.Set();
            try
            {
                await connection.ReadToEndAsync();
            }
            finally
            {
                closed.Set();
            }
        });
        using var client = new HttpClient(Asyncio.CreateHttpHandler());
        int port = ((IPEndPoint)server.LocalEndPoint).Port;
        LoopTask<string> request = Asyncio.CreateTask(Get());
        await asked.WaitAsync();
        request.Cancel();
        await Asyncio.Wait([request]);
        Assert.True(request.IsCanceled);
        await closed.WaitAsync();

        async Coroutine<string> Get() => await client.GetStringAsync($"http://127.0.0.1:{port}/", Asyncio.CurrentToken);
    });

    [Theory]
    [MemberData(nameof(Pollers))]
    public void CanceledRead_LosesNothing(PollerKind poller) => NetTest.Run(poller, () => NetTest.Pair(async (client, server) =>
    {
        Stream stream = client.AsStream();
        byte[] buffer = new byte[10];
        using (var cancellation = new CancellationTokenSource())
        {
            ValueTask<int> read = stream.ReadAsync(buffer, cancellation.Token);
            Assert.False(read.IsCompleted);
            cancellation.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await read);
        }

        await server.WriteAsync("abc"u8.ToArray());
        int count = await stream.ReadAsync(buffer);
        Assert.Equal("abc", Encoding.UTF8.GetString(buffer, 0, count));
    }));

    [Theory]
    [MemberData(nameof(Pollers))]
    public void OtherThread_IsPassedToTheLoop(PollerKind poller) => NetTest.Run(poller, () => NetTest.Pair(async (client, server) =>
    {
        Stream stream = client.AsStream();
        await Asyncio.FromTask(Task.Run(async () => await stream.WriteAsync("abc"u8.ToArray())));
        byte[] buffer = new byte[3];
        await server.ReadExactlyAsync(buffer);
        Assert.Equal("abc"u8.ToArray(), buffer);
        Future<int> read = Asyncio.FromTask(Task.Run(async () => await stream.ReadAsync(buffer)));
        await server.WriteAsync("x"u8.ToArray());
        Assert.Equal(1, await read);
        await Asyncio.FromTask(Task.Run(() => stream.Dispose()));
        Assert.Equal(0, await server.ReadAsync(buffer));
    }));

    [Fact]
    public void PendingRead_EndsWithTheLoop()
    {
        Task<int>? read = null;
        List<LoopErrorContext> reports = NetTest.RunWithReports(PollerKind.Default, async () =>
        {
            Server server = await NetTest.Serve(NetTest.Echo);
            Connection connection = await NetTest.Connect(server);
            read = connection.AsStream().ReadAsync(new byte[1]).AsTask();
        });
        Assert.NotEmpty(reports);
        Assert.True(read!.IsCompleted);
    }
}
