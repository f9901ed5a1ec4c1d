namespace AsyncioSharp.Samples.Pitfalls;

/// <summary>Wrong: nobody waits for the task, so the end of the run cancels it before its work is done.</summary>
public static class DroppedTask
{
    public static async Coroutine Run()
    {
        Asyncio.CreateTask(BackgroundJob("cleanup"));
        Console.WriteLine("Main work happening...");
        await Asyncio.Sleep(0.05);
        Console.WriteLine("More main work...");
    }

    private static async Coroutine BackgroundJob(string name)
    {
        await Asyncio.Sleep(0.1);
        Console.WriteLine($"[bg] {name} done");
    }
}
