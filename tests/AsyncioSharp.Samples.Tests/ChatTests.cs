using AsyncioSharp.Samples.Chat;

namespace AsyncioSharp.Samples.Tests;

public sealed class ChatTests
{
    [Fact]
    public void Everybody_hears_everybody_and_the_end() => Asyncio.Run(async () =>
    {
        const int Count = 30;
        ChatServer chat = await ChatServer.Start(0);
        var clients = new List<Connection>();
        for (int i = 0; i < Count; i++)
        {
            Connection client = await Join(chat, $"c{i}");
            clients.Add(client);
            while (chat.Members.Count() < clients.Count)
            {
                await Asyncio.Yield();
            }
        }

        await clients[0].WriteLineAsync("hello");
        foreach (Connection client in clients.Skip(1))
        {
            Assert.Equal("c0: hello", await NextWord(client));
        }

        await chat.StopAsync(TimeSpan.FromSeconds(30));
        foreach (Connection client in clients)
        {
            Assert.Equal("* the chat is over", await LastLine(client));
            await client.DisposeAsync();
        }
    });

    [Fact]
    public void Who_does_not_read_is_dropped_and_delays_nobody() => Asyncio.Run(async () =>
    {
        await using ChatServer chat = await ChatServer.Start(0);
        await using Connection deaf = await Join(chat, "deaf");
        await using Connection talker = await Join(chat, "talker");
        string line = new('x', 50_000);
        while (!chat.Members.Contains("talker"))
        {
            await Asyncio.Yield();
        }

        while (chat.Members.Contains("deaf"))
        {
            await talker.WriteLineAsync(line);
        }

        Assert.Equal(["talker"], chat.Members);
    });

    private static async Coroutine<Connection> Join(ChatServer chat, string name)
    {
        Connection connection = await Asyncio.OpenConnection("127.0.0.1", chat.Address.Port);
        await connection.WriteLineAsync(name);
        return connection;
    }

    private static async Coroutine<string?> NextWord(Connection client)
    {
        string? line;
        do
        {
            line = await client.ReadLineAsync();
        }
        while (line is not null && line.StartsWith('*'));

        return line;
    }

    private static async Coroutine<string?> LastLine(Connection client)
    {
        string? last = null;
        await foreach (string line in client.ReadLinesAsync())
        {
            last = line;
        }

        return last;
    }
}
