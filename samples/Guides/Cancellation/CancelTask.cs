namespace AsyncioSharp.Samples.Guides;

/// <summary>Cancelling a task throws at its await: it may clean up, and passes the exception on.</summary>
public static class CancelTask
{
    public static async Coroutine Run()
    {
        LoopTask<string> task = Asyncio.CreateTask(LongTask());
        await Asyncio.Sleep(1);
        task.Cancel();

        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("Caught cancellation");
        }
    }

    private static async Coroutine<string> LongTask()
    {
        try
        {
            await Asyncio.Sleep(10);
            return "Task completed";
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("Task was cancelled");
            throw;
        }
    }
}
