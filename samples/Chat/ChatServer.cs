using System.Net;

namespace AsyncioSharp.Samples.Chat;

/// <summary>
/// A chat: the first line of a client is its name, every other line goes to all others. A client that does not read what the others say is
/// dropped, instead of making them wait or filling the memory.
/// </summary>
public sealed class ChatServer : IAsyncDisposable
{
    private const int MaxUnread = 100;
    private const string Goodbye = "* the chat is over";

    private readonly Dictionary<string, Member> _members = [];
    private Server? _server;

    private ChatServer()
    {
    }

    public IPEndPoint Address => (IPEndPoint)_server!.LocalEndPoint;

    public IEnumerable<string> Members => _members.Keys;

    public static async Coroutine<ChatServer> Start(int port)
    {
        var chat = new ChatServer();
        chat._server = await Asyncio.StartServer(chat.Serve, "127.0.0.1", port, new ServerOptions { MaxConnections = 1000 });
        return chat;
    }

    public Coroutine ServeForeverAsync() => _server!.ServeForeverAsync();

    /// <summary>Everybody hears that it is over, and gets what was said before; who does not take it in time is cut off.</summary>
    public async Coroutine StopAsync(TimeSpan grace)
    {
        _server!.Close();
        foreach (Member member in _members.Values.ToArray())
        {
            member.Outbox.TryPut(Goodbye);
            member.Outbox.Shutdown();
        }

        await _server.StopAsync(grace);
    }

    public async ValueTask DisposeAsync() => await StopAsync(TimeSpan.Zero);

    private async Coroutine Serve(Connection connection)
    {
        if (await connection.ReadLineAsync(maxLength: 100) is not { Length: > 0 } name || _members.ContainsKey(name))
        {
            await connection.WriteLineAsync("* this name is taken");
            return;
        }

        var member = new Member(connection, new AsyncQueue<string>(MaxUnread));
        _members.Add(name, member);
        await Tell(name, $"* {name} joined");
        try
        {
            await TaskGroup.Run(async group =>
            {
                group.CreateTask(Receive(name, connection, group));
                await Send(member);
                group.Cancel();
            });
        }
        catch (TaskGroupException e) when (e.InnerExceptions.All(static inner => inner is IOException))
        {
            // It went without a word.
        }
        finally
        {
            _members.Remove(name);
            await Tell(name, $"* {name} left");
        }
    }

    private async Coroutine Receive(string name, Connection connection, TaskGroup group)
    {
        await foreach (string line in connection.ReadLinesAsync())
        {
            await Tell(name, $"{name}: {line}");
        }

        group.Cancel();
    }

    // WriteAsync waits for a client that reads slowly; meanwhile its queue fills.
    private static async Coroutine Send(Member member)
    {
        await foreach (string line in member.Outbox)
        {
            await member.Connection.WriteLineAsync(line);
        }
    }

    private async Coroutine Tell(string from, string line)
    {
        foreach ((string name, Member member) in _members.ToArray())
        {
            if (name != from && !member.Outbox.IsShutDown && !member.Outbox.TryPut(line))
            {
                member.Outbox.Shutdown(immediate: true);
                await member.Connection.AbortAsync();
            }
        }
    }

    private sealed record Member(Connection Connection, AsyncQueue<string> Outbox);
}
