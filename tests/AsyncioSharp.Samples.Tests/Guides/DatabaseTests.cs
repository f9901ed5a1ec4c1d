using AsyncioSharp.Samples.Guides;
using Npgsql;

namespace AsyncioSharp.Samples.Tests.Guides;

/// <summary>The guide's database program, and what a loop adds to it, against a real server that the test starts.</summary>
[Collection(nameof(ConsoleTests))]
public sealed class DatabaseTests
{
    [Fact]
    public void Prints_the_users_and_cancels_what_takes_too_long()
    {
        string? programs = PostgresServer.FindPrograms();
        Assert.SkipWhen(programs is null, "PostgreSQL is not installed, or there is no user to run it as.");
        using PostgresServer server = PostgresServer.Start(programs);
        const string Users = "CREATE TABLE users (id int, name text); INSERT INTO users VALUES (1, 'Ada'), (2, 'Grace')";
        Asyncio.Run(Execute(server.ConnectionString, Users));

        string output = CapturedConsole.During(() => Asyncio.Run(DatabaseUsers.Run(server.ConnectionString)));

        Assert.Equal("User { Id = 1, Name = Ada }\nUser { Id = 2, Name = Grace }\n", output);
        Asyncio.Run(async () =>
        {
            await Assert.ThrowsAsync<TimeoutException>(
                async () => await Asyncio.Timeout(0.1, _ => Execute(server.ConnectionString, "SELECT pg_sleep(600)")));
            await using var connection = new NpgsqlConnection(server.ConnectionString);
            await connection.OpenAsync(Asyncio.CurrentToken);
            await using var left = new NpgsqlCommand(
                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'SELECT pg_sleep%'", connection);
            Assert.Equal(0L, await left.ExecuteScalarAsync(Asyncio.CurrentToken));
        });
    }

    private static async Coroutine Execute(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Asyncio.CurrentToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Asyncio.CurrentToken);
    }
}
