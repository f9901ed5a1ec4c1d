namespace AsyncioSharp.Samples.Guides;

/// <summary>A coroutine with parameters and a result.</summary>
public static class Greet
{
    public static async Coroutine Run() => await Hello("Alice", 0.1);

    private static async Coroutine<string> Hello(string name, double delay)
    {
        await Asyncio.Sleep(delay);
        string message = $"Hello, {name}!";
        Console.WriteLine(message);
        return message;
    }
}
