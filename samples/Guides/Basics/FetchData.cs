namespace AsyncioSharp.Samples.Guides;

/// <summary>Inside a coroutine, await another one to get its result.</summary>
public static class FetchData
{
    public static async Coroutine Run()
    {
        Dictionary<string, int> result = await Fetch();
        Console.WriteLine($"data: {result["data"]}");
    }

    private static async Coroutine<Dictionary<string, int>> Fetch()
    {
        Console.WriteLine("Start fetching");
        await Asyncio.Sleep(2);
        Console.WriteLine("Done fetching");
        return new() { ["data"] = 42 };
    }
}
