namespace AsyncioSharp.Samples.Guides;

/// <summary>While one coroutine awaits, the loop runs the others.</summary>
public static class AwaitForData
{
    public static async Coroutine Run()
    {
        LoopTask ticker = Asyncio.CreateTask(Tick());
        Console.WriteLine(await Process());
        await ticker;
    }

    private static async Coroutine<string> Process()
    {
        string data = await Fetch("api/users", 1);
        return $"Processed {data}";
    }

    private static async Coroutine<string> Fetch(string url, double delay)
    {
        await Asyncio.Sleep(delay);
        return $"data from {url}";
    }

    private static async Coroutine Tick()
    {
        await Asyncio.Sleep(0.5);
        Console.WriteLine("Something else runs meanwhile");
    }
}
