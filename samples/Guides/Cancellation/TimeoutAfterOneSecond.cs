namespace AsyncioSharp.Samples.Guides;

/// <summary>WaitFor cancels what it waits for when the time is up.</summary>
public static class TimeoutAfterOneSecond
{
    public static async Coroutine Run()
    {
        try
        {
            string result = await Asyncio.WaitFor(SlowOperation(), 1.0);
            Console.WriteLine(result);
        }
        catch (TimeoutException)
        {
            Console.WriteLine("Timed out after 1s");
        }
    }

    private static async Coroutine<string> SlowOperation()
    {
        await Asyncio.Sleep(5);
        return "done";
    }
}
