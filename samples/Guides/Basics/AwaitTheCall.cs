namespace AsyncioSharp.Samples.Guides;

/// <summary>The corrected form of a call that was never awaited.</summary>
public static class AwaitTheCall
{
    public static async Coroutine Run()
    {
        await FetchData();
        Console.WriteLine("Main is done");
    }

    private static async Coroutine FetchData()
    {
        await Asyncio.Sleep(1);
        Console.WriteLine("Data fetched");
    }
}
