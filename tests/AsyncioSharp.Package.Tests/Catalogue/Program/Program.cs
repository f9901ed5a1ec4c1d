// D31: top-level statements run outside of a loop.
Thread.Sleep(1);
Console.WriteLine(Asyncio.Run(Main()));
Console.WriteLine(await Main());

static async Coroutine<int> Main()
{
    Thread.Sleep(1);
    Note("a");
    Asyncio.CreateTask(Note("b"));
    return File.ReadAllText("a").Length;

    static async Coroutine Note(string text)
    {
        Console.WriteLine(text);
        Asyncio.Sleep(0.01);
    }
}
