namespace AsyncioSharp.Samples.Guides;

/// <summary>Asyncio.Run makes a loop, runs the coroutine to its end and closes the loop.</summary>
public static class RunOnce
{
    public static void Run() => Asyncio.Run(SayHello);

    private static async Coroutine SayHello()
    {
        await Asyncio.Yield();
        Console.WriteLine("Hello async world!");
    }
}
