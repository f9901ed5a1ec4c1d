namespace AsyncioSharp.Samples.Guides;

/// <summary>CreateTask schedules a coroutine at once; the task is awaited later.</summary>
public static class ScheduledTasks
{
    public static async Coroutine Run()
    {
        LoopTask<string> task1 = Asyncio.CreateTask(FetchData("https://api1.example.com", 1));
        LoopTask<string> task2 = Asyncio.CreateTask(FetchData("https://api2.example.com", 2));

        string result1 = await task1;
        string result2 = await task2;
        Console.WriteLine(result1);
        Console.WriteLine(result2);
    }

    private static async Coroutine<string> FetchData(string url, double delay)
    {
        await Asyncio.Sleep(delay);
        return $"Data from {url}";
    }
}
