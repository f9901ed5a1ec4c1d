namespace AsyncioSharp.Samples.Guides;

/// <summary>A resource with asynchronous set-up and clean-up: await using.</summary>
public static class DatabaseSession
{
    public static async Coroutine Run()
    {
        await using AsyncDatabase database = await AsyncDatabase.ConnectAsync();
        Console.WriteLine(await database.QueryAsync("SELECT * FROM users"));
    }

    private sealed class AsyncDatabase : IAsyncDisposable
    {
        public static async Coroutine<AsyncDatabase> ConnectAsync()
        {
            Console.WriteLine("Connecting to database...");
            await Asyncio.Sleep(1);
            Console.WriteLine("Connected!");
            return new AsyncDatabase();
        }

        public async Coroutine<string> QueryAsync(string sql)
        {
            await Asyncio.Sleep(0.5);
            return $"Results for: {sql}";
        }

        // A plain async method: on the loop it may await coroutines too.
        public async ValueTask DisposeAsync()
        {
            Console.WriteLine("Closing database connection...");
            await Asyncio.Sleep(0.5);
            Console.WriteLine("Closed!");
        }
    }
}
