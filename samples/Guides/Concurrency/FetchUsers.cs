namespace AsyncioSharp.Samples.Guides;

/// <summary>Tasks are scheduled first and gathered later.</summary>
public static class FetchUsers
{
    public static async Coroutine Run()
    {
        LoopTask<string>[] tasks =
        [
            Asyncio.CreateTask(FetchUser(1)),
            Asyncio.CreateTask(FetchUser(2)),
            Asyncio.CreateTask(FetchUser(3)),
        ];

        string[] results = await Asyncio.Gather(tasks);
        Console.WriteLine($"[{string.Join(", ", results)}]");
    }

    private static async Coroutine<string> FetchUser(int id)
    {
        await Asyncio.Sleep(1);
        return $"User {id} data";
    }
}
