namespace AsyncioSharp.Samples.Guides;

/// <summary>Gather of separate coroutines gives a tuple of their results, in argument order.</summary>
public static class TwoResults
{
    public static async Coroutine Run()
    {
        (string one, string two) = await Asyncio.Gather(TaskOne(), TaskTwo());
        Console.WriteLine($"{one}, {two}");
    }

    private static async Coroutine<string> TaskOne()
    {
        await Asyncio.Sleep(1);
        return "Task one complete";
    }

    private static async Coroutine<string> TaskTwo()
    {
        await Asyncio.Sleep(2);
        return "Task two complete";
    }
}
