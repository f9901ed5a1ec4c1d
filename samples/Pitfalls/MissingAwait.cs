namespace AsyncioSharp.Samples.Pitfalls;

/// <summary>Wrong: a coroutine that nobody awaits does not run.</summary>
public static class MissingAwait
{
    public static async Coroutine Run()
    {
        FetchData();
        Asyncio.Sleep(0.1);
        Console.WriteLine("Main is done");
    }

    private static async Coroutine FetchData()
    {
        await Asyncio.Sleep(0.1);
        Console.WriteLine("Data fetched");
    }
}
