namespace AsyncioSharp.Samples.Guides;

/// <summary>Asyncio.Run hands the coroutine's result to code that is not async.</summary>
public static class RunForResult
{
    public static void Run()
    {
        string result = Asyncio.Run(Greet("Alice"));
        Console.WriteLine(result);
    }

    private static async Coroutine<string> Greet(string name)
    {
        await Asyncio.Yield();
        return $"Hello, {name}";
    }
}
