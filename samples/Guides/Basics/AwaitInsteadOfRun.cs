namespace AsyncioSharp.Samples.Guides;

/// <summary>The corrected form of a nested Run: inside a coroutine, await.</summary>
public static class AwaitInsteadOfRun
{
    public static async Coroutine Run() => await Outer();

    private static async Coroutine Outer()
    {
        Console.WriteLine("Outer starts");
        await Inner();
        Console.WriteLine("Outer is done");
    }

    private static async Coroutine Inner()
    {
        await Asyncio.Sleep(0.1);
        Console.WriteLine("Inner is done");
    }
}
