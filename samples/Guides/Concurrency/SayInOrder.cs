namespace AsyncioSharp.Samples.Guides;

/// <summary>Coroutines side by side finish in the order of their delays.</summary>
public static class SayInOrder
{
    public static async Coroutine Run() =>
        await Asyncio.Gather(
            Say("first", 1),
            Say("second", 2),
            Say("third", 3));

    private static async Coroutine Say(string what, double when)
    {
        await Asyncio.Sleep(when);
        Console.WriteLine(what);
    }
}
