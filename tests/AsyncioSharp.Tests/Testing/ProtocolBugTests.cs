using System.Buffers.Binary;
using System.Text;
using AsyncioSharp.Testing;

namespace AsyncioSharp.Tests.Testing;

/// <summary>
/// What the virtual network is for. The protocol: a length of four bytes, then so many bytes of text. The bug: one read is taken to be one
/// length. It shows when the network happens to cut a segment within the four bytes, about once in a thousand schedules.
/// </summary>
public sealed class ProtocolBugTests
{
    private const int Schedules = 3000;

    [Fact]
    public void TheBug_IsFound_AndReplayedByItsSeed()
    {
        ScheduleException found = Assert.Throws<ScheduleException>(
            static () => TestLoop.Explore(Schedules, static () => Converse(ReadLengthOnce)));
        for (int i = 0; i < 3; i++)
        {
            Exception replayed = Assert.ThrowsAny<Exception>(() => TestLoop.Run(static () => Converse(ReadLengthOnce), found.Seed));
            Assert.Equal(found.InnerException!.Message, replayed.Message);
        }
    }

    [Fact]
    public void TheBug_IsRare()
    {
        int failures = Enumerable.Range(0, Schedules).Count(
            static seed => Record.Exception(() => TestLoop.Run(static () => Converse(ReadLengthOnce), seed)) is not null);
        Assert.InRange(failures, 1, Schedules / 100);
    }

    [Fact]
    public void TheRightWay_PassesUnderEverySchedule() => TestLoop.Explore(Schedules, static () => Converse(ReadLength));

    private static async Coroutine Converse(Func<Connection, Coroutine<int>> readLength)
    {
        VirtualNetwork.Current.Options = VirtualNetworkOptions.Real with { PartialReads = false };
        await using Server server = await Asyncio.StartServer(AnswerAsync, "shop", 80);
        await using Connection client = await Asyncio.OpenConnection("shop", 80);
        string text = new('x', 2000);
        await SendAsync(client, text);
        int length = await readLength(client);
        Assert.Equal(text.Length, length);
        Assert.Equal(text, Encoding.UTF8.GetString(await client.ReadExactlyAsync(length)));
    }

    private static async Coroutine AnswerAsync(Connection connection)
    {
        int length = await ReadLength(connection);
        await SendAsync(connection, Encoding.UTF8.GetString(await connection.ReadExactlyAsync(length)));
    }

    private static async Coroutine SendAsync(Connection connection, string text)
    {
        var message = new byte[4 + text.Length];
        BinaryPrimitives.WriteInt32BigEndian(message, text.Length);
        Encoding.UTF8.GetBytes(text, message.AsSpan(4));
        await connection.WriteAsync(message);
    }

    private static async Coroutine<int> ReadLength(Connection connection) =>
        BinaryPrimitives.ReadInt32BigEndian(await connection.ReadExactlyAsync(4));

    private static async Coroutine<int> ReadLengthOnce(Connection connection)
    {
        var length = new byte[4];
        await connection.ReadAsync(length);
        return BinaryPrimitives.ReadInt32BigEndian(length);
    }
}
