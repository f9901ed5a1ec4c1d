using System.Net;
using System.Net.Sockets;
using System.Text;
using AsyncioSharp.Tests.Net;

namespace AsyncioSharp.Tests.Statements;

/// <summary>S: streams. The first ones are fed by hand; the last ones use real sockets.</summary>
public sealed class GroupS_Streams
{
    [Fact]
    public void S283_ReadReturnsWhatIsThere() => Statement.Check(
        async trace =>
        {
            (Connection reader, FedTransport transport) = Create();
            transport.Feed("abc"u8);
            trace.Log(await Read(reader, 2), await Read(reader, 9), await Read(reader, 0));
            transport.FeedEof();
            trace.Log(await Read(reader, 5));
        },
        "b'ab' b'c' b''@1",
        "b''@1");

    [Fact]
    public void S284_WaitingReadIsWokenOneIterationLater() => Statement.Check(
        async trace =>
        {
            (Connection reader, FedTransport transport) = Create();
            LoopTask<string> task = Asyncio.CreateTask(Read(reader, 9));
            await Asyncio.Sleep(0);
            transport.Feed("x"u8);
            trace.Log("fed");
            trace.Log(await task);
        },
        "fed@2",
        "b'x'@4");

    [Fact]
    public void S285_ReadToEnd() => Statement.Check(
        async trace =>
        {
            (Connection reader, FedTransport transport) = Create();
            LoopTask<byte[]> task = Asyncio.CreateTask(reader.ReadToEndAsync());
            await Asyncio.Sleep(0);
            transport.Feed("a"u8);
            await Asyncio.Sleep(0);
            transport.Feed("b"u8);
            transport.FeedEof();
            trace.Log(Text(await task));
        },
        "b'ab'@5");

    [Fact]
    public void S286_ReadExactly() => Statement.Check(
        async trace =>
        {
            (Connection reader, FedTransport transport) = Create();
            transport.Feed("abcd"u8);
            trace.Log(Text(await reader.ReadExactlyAsync(3)));
            transport.FeedEof();
            try
            {
                await reader.ReadExactlyAsync(3);
            }
            catch (IncompleteReadException e)
            {
                trace.Log(Text(e.Partial.Span), e.Expected);
            }

            Assert.Empty(await reader.ReadExactlyAsync(0));
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await reader.ReadExactlyAsync(-1));
        },
        "b'abc'@1",
        "b'd' 3@1");

    [Fact]
    public void S287_ReadLine() => Statement.Check(
        async trace =>
        {
            (Connection reader, FedTransport transport) = Create();
            transport.Feed("a\nb"u8);
            transport.FeedEof();
            trace.Log(await Line(reader), await Line(reader), await Line(reader));
        },
        "b'a\\n' b'b' b''@1");

    /// <summary>Here nothing is dropped: asyncio throws ValueError and loses the line.</summary>
    [Fact]
    public void S288_LineOverTheLimitStays() => Statement.Check(
        async trace =>
        {
            (Connection reader, FedTransport transport) = Create(3);
            transport.Feed("abcdef\nxy\n"u8);
            try
            {
                await reader.ReadLineBytesAsync();
            }
            catch (LimitOverrunException)
            {
                trace.Log("LimitOverrun");
            }

            trace.Log(Text(await reader.ReadLineBytesAsync(maxLength: 99)));
            trace.Log(await Line(reader));
        },
        "LimitOverrun@1",
        "b'abcdef\\n'@1",
        "b'xy\\n'@1");

    [Fact]
    public void S289_ReadUntil() => Statement.Check(
        async trace =>
        {
            (Connection reader, FedTransport transport) = Create(3);
            transport.Feed("a;b"u8);
            trace.Log(Text(await reader.ReadUntilAsync(";"u8.ToArray())));
            transport.Feed("cdefg;"u8);
            try
            {
                await reader.ReadUntilAsync(";"u8.ToArray());
            }
            catch (LimitOverrunException e)
            {
                trace.Log("LOE", e.Consumed);
            }

            trace.Log(await Read(reader, 99));
        },
        "b'a;'@1",
        "LOE 6@1",
        "b'bcdefg;'@1");

    [Fact]
    public void S290_ShortestSeparatorWins() => Statement.Check(
        async trace =>
        {
            (Connection reader, FedTransport transport) = Create();
            ReadOnlyMemory<byte>[] separators = ["\r\n"u8.ToArray(), "\n"u8.ToArray()];
            transport.Feed("ab\r\ncd\n"u8);
            trace.Log(Text(await reader.ReadUntilAsync(separators)), Text(await reader.ReadUntilAsync(separators)));
        },
        "b'ab\\r\\n' b'cd\\n'@1");

    [Fact]
    public void S291_SecondReaderThrows() => Statement.Check(
        async trace =>
        {
            (Connection reader, FedTransport transport) = Create();
            LoopTask task = Asyncio.CreateTask(Read(reader, 1));
            await Asyncio.Sleep(0);
            try
            {
                await Read(reader, 1);
            }
            catch (InvalidOperationException e)
            {
                trace.Log(e.Message);
            }

            transport.FeedEof();
            await task;
        },
        "ReadAsync was called while another coroutine is already waiting for incoming data@2");

    [Fact]
    public void S292_ErrorIsThrownByEveryRead() => Statement.Check(
        async trace =>
        {
            (Connection reader, FedTransport transport) = Create();
            LoopTask<string> task = Asyncio.CreateTask(Read(reader, 1));
            await Asyncio.Sleep(0);
            transport.Fail(SocketError.ConnectionReset);
            foreach (Func<Coroutine<string>> read in new Func<Coroutine<string>>[] { async () => await task, () => Read(reader, 1) })
            {
                try
                {
                    await read();
                }
                catch (ConnectionLostException)
                {
                    trace.Log("CRE");
                }
            }
        },
        "CRE@4",
        "CRE@4");

    [Fact]
    public void S293_AtEof() => Statement.Check(
        async trace =>
        {
            (Connection reader, FedTransport transport) = Create();
            transport.Feed("x"u8);
            transport.FeedEof();
            trace.Log(reader.AtEof);
            await Read(reader, 1);
            trace.Log(reader.AtEof);
        },
        "False@1",
        "True@1");

    [Fact]
    public void S294_Lines() => Statement.Check(
        async trace =>
        {
            (Connection reader, FedTransport transport) = Create();
            transport.Feed("a\nb\n"u8);
            transport.FeedEof();
            var lines = new List<string>();
            await foreach (string line in reader.ReadLinesAsync())
            {
                lines.Add(line);
            }

            trace.Log(Listing.Of(lines));
        },
        "['a', 'b']@1");

    /// <summary>
    /// asyncio reads ahead and pauses above twice the limit. Here nothing is read before it is asked for: the rest waits with the peer.
    /// </summary>
    [Fact]
    public void S295_BackPressure() => Statement.Check(
        async trace =>
        {
            (Connection reader, FedTransport transport) = Create(2);
            transport.Feed("abcd"u8);
            trace.Log("4 bytes", transport.Unread);
            transport.Feed("e"u8);
            await Read(reader, 2);
            trace.Log("3 left", transport.Unread);
            await Read(reader, 1);
            trace.Log("2 left", transport.Unread);
        },
        "4 bytes 4@1",
        "3 left 3@1",
        "2 left 2@1");

    [Fact]
    public void S296_EchoAndHalfClose() => Statement.CheckReal(
        trace => Asyncio.Run(async () =>
        {
            Server server = await NetTest.Serve(async connection =>
            {
                byte[] data = await connection.ReadToEndAsync();
                await connection.WriteAsync(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(data).ToUpperInvariant()));
                await connection.DisposeAsync();
            });
            await using (Connection connection = await NetTest.Connect(server))
            {
                connection.Write("abc"u8);
                connection.WriteEof();
                trace.Log(Text(await connection.ReadToEndAsync()));
            }

            server.Close();
            trace.Log(server.IsServing);
            await server.StopAsync(TimeSpan.FromSeconds(60));
            try
            {
                await Asyncio.OpenConnection("127.0.0.1", ((IPEndPoint)server.LocalEndPoint).Port);
            }
            catch (SocketException e)
            {
                trace.Log(e.SocketErrorCode);
            }
        }),
        "b'ABC'",
        "False",
        "ConnectionRefused");

    [Fact]
    public void S297_Drain() => Statement.CheckReal(
        trace => Asyncio.Run(async () =>
        {
            var stop = new AsyncEvent();
            await using Server server = await NetTest.Serve(async connection =>
            {
                await stop.WaitAsync();
                await connection.ReadToEndAsync();
            });
            Connection writer = await NetTest.Connect(server);
            trace.Log(writer.Limits.WriteLowWater, writer.Limits.WriteHighWater);
            writer.Write("x"u8);
            await writer.DrainAsync();
            trace.Log("small drained");
            writer.Write(new byte[20_000_000]);
            LoopTask drain = Asyncio.CreateTask(writer.DrainAsync());
            await Asyncio.Sleep(0.02);
            trace.Log("big drained", drain.IsDone);
            stop.Set();
            await drain;
            trace.Log("drained");
            await writer.AbortAsync();
            try
            {
                await writer.DrainAsync();
            }
            catch (ConnectionLostException e)
            {
                trace.Log(e.Message);
            }
        }),
        "16384 65536",
        "small drained",
        "big drained False",
        "drained",
        "Connection aborted");

    [Fact]
    public void S298_ServeForeverCanceled() => Statement.CheckReal(
        trace => Asyncio.Run(async () =>
        {
            await using Server server = await NetTest.Serve(static _ => Coroutine.Completed);
            LoopTask task = Asyncio.CreateTask(server.ServeForeverAsync());
            await Asyncio.Sleep(0.01);
            trace.Log(server.IsServing);
            task.Cancel();
            await Asyncio.Wait([task]);
            trace.Log(task.IsCanceled, server.IsServing);
        }),
        "True",
        "True False");

    private static (Connection Connection, FedTransport Transport) Create(int limit = 65_536)
    {
        var transport = new FedTransport();
        return (new Connection(Asyncio.RunningLoop, transport, new ConnectionLimits { MaxLineLength = limit }), transport);
    }

    private static async Coroutine<string> Read(Connection connection, int size)
    {
        byte[] buffer = new byte[size];
        return Text(buffer.AsSpan(0, await connection.ReadAsync(buffer)));
    }

    private static async Coroutine<string> Line(Connection connection) => Text(await connection.ReadLineBytesAsync());

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        string text = Encoding.UTF8.GetString(bytes);
        return $"b'{text.Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}'";
    }
}
