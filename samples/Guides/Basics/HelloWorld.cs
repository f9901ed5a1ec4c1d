namespace AsyncioSharp.Samples.Guides;

/// <summary>The smallest program: a coroutine that waits without blocking the thread.</summary>
public static class HelloWorld
{
    public static async Coroutine Run()
    {
        Console.WriteLine("Hello ...");
        await Asyncio.Sleep(0.5);
        Console.WriteLine("... World!");
    }
}
