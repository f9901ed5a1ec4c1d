namespace AsyncioSharp.Samples.Guides;

/// <summary>A task runs in the background; awaiting it at the end makes sure that it finishes.</summary>
public static class BackgroundJob
{
    public static async Coroutine Run()
    {
        LoopTask task = Asyncio.CreateTask(Job("cleanup"));
        Console.WriteLine("Main work happening...");
        await Asyncio.Sleep(0.05);
        Console.WriteLine("More main work...");
        await task;
    }

    private static async Coroutine Job(string name)
    {
        await Asyncio.Sleep(0.1);
        Console.WriteLine($"[bg] {name} done");
    }
}
