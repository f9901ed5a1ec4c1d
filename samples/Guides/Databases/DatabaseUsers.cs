using Npgsql;

namespace AsyncioSharp.Samples.Guides;

/// <summary>A query of a PostgreSQL database, with .NET's usual client for it.</summary>
public static class DatabaseUsers
{
    /// <summary>For example <c>Host=localhost;Username=user;Password=password;Database=mydb</c>.</summary>
    public static async Coroutine Run(string connectionString)
    {
        foreach (User user in await FetchUsers(connectionString))
        {
            Console.WriteLine(user);
        }
    }

    private static async Coroutine<List<User>> FetchUsers(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Asyncio.CurrentToken);
        await using var command = new NpgsqlCommand("SELECT id, name FROM users ORDER BY id", connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(Asyncio.CurrentToken);
        var users = new List<User>();
        while (await reader.ReadAsync(Asyncio.CurrentToken))
        {
            users.Add(new User(reader.GetInt32(0), reader.GetString(1)));
        }

        return users;
    }

    private sealed record User(int Id, string Name);
}
