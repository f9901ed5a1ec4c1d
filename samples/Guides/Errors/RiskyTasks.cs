namespace AsyncioSharp.Samples.Guides;

/// <summary>One failing coroutine does not spoil the results of the others.</summary>
public static class RiskyTasks
{
    public static async Coroutine Run()
    {
        foreach (Outcome<string> outcome in await Asyncio.GatherSettled(RiskyTask(1), RiskyTask(2), RiskyTask(3)))
        {
            Console.WriteLine(outcome.IsSuccess ? $"OK: {outcome.Result}" : $"Error: {outcome.Exception.Message}");
        }
    }

    private static async Coroutine<string> RiskyTask(int n)
    {
        await Asyncio.Yield();
        return n == 2 ? throw new InvalidOperationException("Error in task 2") : $"result-{n}";
    }
}
