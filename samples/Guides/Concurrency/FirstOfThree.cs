namespace AsyncioSharp.Samples.Guides;

/// <summary>Wait can return with the first completed task; the others are still pending.</summary>
public static class FirstOfThree
{
    public static async Coroutine Run()
    {
        LoopTask<string>[] tasks =
        [
            Asyncio.CreateTask(Work(1)),
            Asyncio.CreateTask(Work(2)),
            Asyncio.CreateTask(Work(3)),
        ];

        var (done, pending) = await Asyncio.Wait(tasks, WaitMode.FirstCompleted);
        Console.WriteLine($"Done: {done.Count}, Pending: {pending.Count}");

        foreach (LoopTask<string> task in pending)
        {
            task.Cancel();
        }
    }

    private static async Coroutine<string> Work(int n)
    {
        await Asyncio.Sleep(n);
        return $"Task {n}";
    }
}
