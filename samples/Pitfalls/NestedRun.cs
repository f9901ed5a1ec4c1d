namespace AsyncioSharp.Samples.Pitfalls;

/// <summary>Wrong: a loop runs already, and it cannot wait for another run.</summary>
public static class NestedRun
{
    public static async Coroutine Run() => await Outer();

    private static async Coroutine Outer()
    {
        Console.WriteLine("Outer starts");
        Asyncio.Run(Inner());
        Console.WriteLine("Outer is done");
    }

    private static async Coroutine Inner()
    {
        await Asyncio.Sleep(0.1);
        Console.WriteLine("Inner is done");
    }
}
