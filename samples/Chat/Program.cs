using System.Globalization;
using AsyncioSharp.Samples.Chat;

switch (args)
{
    case ["server", var port]:
        Asyncio.Run(Serve(Port(port)));
        return 0;
    case ["client", var name, var port]:
        Asyncio.Run(Talk(name, Port(port)));
        return 0;
    default:
        Console.Error.WriteLine("Chat server PORT | Chat client NAME PORT");
        return 2;
}

static int Port(string text) => int.Parse(text, CultureInfo.InvariantCulture);

// Ctrl+C cancels this task: the server then has five seconds to say goodbye.
static async Coroutine Serve(int port)
{
    ChatServer chat = await ChatServer.Start(port);
    Console.WriteLine($"chat on {chat.Address}; Ctrl+C ends it");
    try
    {
        await chat.ServeForeverAsync();
    }
    finally
    {
        await chat.StopAsync(TimeSpan.FromSeconds(5));
    }
}

static async Coroutine Talk(string name, int port)
{
    await using Connection connection = await Asyncio.OpenConnection("127.0.0.1", port);
    await connection.WriteLineAsync(name);
    await TaskGroup.Run(async group =>
    {
        group.CreateTask(Listen(connection, group));
        while (await Asyncio.ToThread(Console.ReadLine) is { } line)
        {
            await connection.WriteLineAsync(line);
        }

        group.Cancel();
    });
}

static async Coroutine Listen(Connection connection, TaskGroup group)
{
    await foreach (string line in connection.ReadLinesAsync())
    {
        Console.WriteLine(line);
    }

    group.Cancel();
}
