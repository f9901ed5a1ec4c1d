namespace AsyncioSharp.Samples.Guides;

/// <summary>Calling a coroutine method runs nothing; awaiting its coroutine does.</summary>
public static class ColdCoroutine
{
    public static async Coroutine Run()
    {
        Console.WriteLine(RegularFunction());

        Coroutine<string> coroutine = CoroutineFunction();
        Console.WriteLine("Called, but not started");
        Console.WriteLine(await coroutine);
    }

    private static string RegularFunction() => "I run immediately";

    private static async Coroutine<string> CoroutineFunction()
    {
        Console.WriteLine("Started");
        await Asyncio.Yield();
        return "I need to be awaited";
    }
}
