using System.Text;
using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.Net;

/// <summary>
/// Reads and writes of a connection under many schedules, segmentations and cancellations. The seed is in the message of a failure.
/// </summary>
public sealed class ConnectionScheduleTests
{
    private const int Schedules = 300;

    // Whatever the segments, the verbs take the same bytes from the stream as from an array.
    [Fact]
    public void EveryVerb_TakesWhatItShould() => Explore(static async (random, client, peer) =>
    {
        byte[] text = RandomText(random, 4000);
        LoopTask writing = Asyncio.CreateTask(WriteAllAsync(client, text));
        int position = 0;
        while (position < text.Length)
        {
            byte[] taken = await TakeAsync(random, peer, text.AsMemory(position));
            Assert.Equal(text[position..(position + taken.Length)], taken);
            position += taken.Length;
        }

        Assert.Empty(await peer.ReadToEndAsync());
        Assert.True(peer.AtEof);
        await writing;
    });

    [Fact]
    public void ACanceledRead_LosesNothing() => Explore(static async (random, client, peer) =>
    {
        byte[] text = RandomText(random, 3000);
        LoopTask writing = Asyncio.CreateTask(WriteAllAsync(client, text));
        var lines = new List<string>();
        while (true)
        {
            string? line;
            try
            {
                line = await Asyncio.WaitFor(peer.ReadLineAsync(), TimeSpan.FromMilliseconds(random.Next(1, 5)));
            }
            catch (TimeoutException)
            {
                continue;
            }

            if (line is null)
            {
                break;
            }

            lines.Add(line);
        }

        string all = Encoding.UTF8.GetString(text);
        Assert.Equal((all.EndsWith('\n') ? all[..^1] : all).Split('\n'), lines);
        await writing;
    });

    [Fact]
    public void ManyWriters_SomeCanceled_DoNotMixTheirMessages() => Explore(static async (random, client, peer) =>
    {
        var sent = new List<string>();
        LoopTask[] writers =
            [.. Enumerable.Range(0, 5).Select(writer => Asyncio.CreateTask(WriteMessagesAsync(random, client, writer, sent)))];
        LoopTask end = Asyncio.CreateTask(EndAsync(client, writers));
        var received = new List<string>();
        await foreach (string line in peer.ReadLinesAsync())
        {
            received.Add(line);
        }

        Assert.Equal(sent, received);
        await end;

        static async Coroutine EndAsync(Connection client, LoopTask[] writers)
        {
            await Asyncio.Gather(writers);
            client.WriteEof();
        }
    });

    private static async Coroutine WriteMessagesAsync(Random random, Connection client, int writer, List<string> sent)
    {
        for (int i = 0; i < 20; i++)
        {
            string message = $"{writer}:{i}:{new string('x', random.Next(200))}";
            try
            {
                await Asyncio.WaitFor(WriteAsync(client, message, sent), TimeSpan.FromMilliseconds(random.Next(1, 20)));
            }
            catch (TimeoutException)
            {
                // The wait was canceled. The message goes out.
            }
        }
    }

    private static async Coroutine WriteAsync(Connection client, string message, List<string> sent)
    {
        // Noted when it is written, which is at the first step.
        sent.Add(message);
        await client.WriteLineAsync(message);
    }

    private static async Coroutine WriteAllAsync(Connection client, byte[] bytes)
    {
        await client.WriteAsync(bytes);
        client.WriteEof();
    }

    private static async Coroutine<byte[]> TakeAsync(Random random, Connection peer, ReadOnlyMemory<byte> expected)
    {
        switch (random.Next(4))
        {
            case 0:
                return await peer.ReadLineBytesAsync();
            case 1:
                return await peer.ReadExactlyAsync(Math.Min(expected.Length, random.Next(50)));
            case 2:
                var buffer = new byte[random.Next(1, 300)];
                return buffer[..await peer.ReadAsync(buffer)];
            default:
                byte[][] separators = ["ab"u8.ToArray(), "\n"u8.ToArray(), "abc"u8.ToArray()];
                return expected.Span.IndexOf("\n"u8) < 0 && expected.Span.IndexOf("ab"u8) < 0
                    ? await peer.ReadToEndAsync()
                    : await peer.ReadUntilAsync([.. separators.Select(static separator => new ReadOnlyMemory<byte>(separator))]);
        }
    }

    private static byte[] RandomText(Random random, int length)
    {
        byte[] text = new byte[random.Next(1, length)];
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = "abcd\n"u8[random.Next(5)];
        }

        return text;
    }

    private static void Explore(Func<Random, Connection, Connection, Coroutine> body)
    {
        int seed = 0;
        TestLoop.Explore(Schedules, async () =>
        {
            VirtualNetwork.Current.Options = VirtualNetworkOptions.Real with { WindowSize = 500, LossRate = 0.02, MaxSegmentLength = 100 };
            Future<Connection> accepted = Asyncio.RunningLoop.CreateFuture<Connection>();
            var over = new AsyncEvent();
            await using Server server = await Asyncio.StartServer(
                async connection =>
                {
                    accepted.SetResult(connection);
                    await over.WaitAsync();
                },
                "localhost",
                7);
            var limits = new ConnectionLimits { WriteHighWater = 300 };
            await using Connection client = await Asyncio.OpenConnection("localhost", 7, new ConnectOptions { Limits = limits });
            await body(new Random(seed++), client, await accepted);
            over.Set();
        });
    }
}
